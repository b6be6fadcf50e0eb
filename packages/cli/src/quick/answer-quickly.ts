import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { lookForRepository } from '@ays/engine'
import { CommandLine } from './command-line.ts'
import type { QuickCall } from './find-quick-call.ts'
import { NotQuick } from './not-quick.ts'
import { GLOBAL_FLAGS } from './quick-commands.ts'

/**
 * Answers through the daemon of the repository, with no oclif and no engine loaded. False, with nothing said
 * or done, where there is none, or it is not certain that oclif would do the same.
 */
export async function answerQuickly({ command, args }: QuickCall): Promise<boolean> {
  try {
    const line = new CommandLine(args, { ...GLOBAL_FLAGS, ...command.flags })
    if (line.names && !command.names) return false
    const folder = lookForRepository(line.text('repo') ?? '.')
    if (folder === undefined) return false
    const socket = join(folder, '.ays/ays.sock')
    if (!existsSync(socket)) return false
    const { mtimeMs: changed } = statSync(join(folder, 'ays.yaml'))
    const { askDaemon } = await import('./ask-daemon.ts')
    return await askDaemon({ command, line, folder, socket, changed })
  } catch (error) {
    // Oclif comes to the same end, and says it with all that belongs to it.
    if (error instanceof NotQuick) return false
    throw error
  }
}
