import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AysApi } from '@ays/core'
import { connectSocket, findDaemon } from '@ays/daemon/client'
import { findRepository } from '@ays/engine'
import { isUnsent } from '../go-on.ts'
import { Interrupt } from '../interrupt.ts'
import { openQuestions } from '../open-questions.ts'
import { renderDiagnostics } from '../render/diagnostics.ts'
import { screenOf } from '../render/screen.ts'
import { reportError } from '../report-error.ts'
import type { Talk } from '../talk.ts'
import { textReader } from '../text-reader.ts'
import { CommandLine } from './command-line.ts'
import type { QuickCall } from './find-quick-call.ts'
import { NotQuick } from './not-quick.ts'
import { GLOBAL_FLAGS, type QuickCommand } from './quick-commands.ts'

/**
 * Answers through the daemon of the repository, with no oclif and no engine loaded. False, with nothing said
 * or done, where there is none, or it is not certain that oclif would do the same.
 */
export async function answerQuickly({ command, args }: QuickCall): Promise<boolean> {
  const interrupt = new Interrupt()
  const { signal } = interrupt
  try {
    const line = new CommandLine(args, { ...GLOBAL_FLAGS, ...command.flags })
    if (line.names && !command.names) return false
    const folder = await findRepository(line.text('repo') ?? '.')
    const socket = await findSocket(folder)
    const api = socket && (await connectSocket(socket, signal))
    if (!api) return false
    try {
      return await answer(command, line, { api, folder, signal })
    } finally {
      await api[Symbol.asyncDispose]()
    }
  } catch (error) {
    // Oclif comes to the same end, and says it with all that belongs to it.
    if (!signal.aborted) return false
    reportError(error, { json: args.includes('--json') })
    return true
  } finally {
    interrupt[Symbol.dispose]()
  }
}

interface Place {
  readonly api: AysApi
  readonly folder: string
  readonly signal: AbortSignal
}

async function answer(command: QuickCommand, line: CommandLine, place: Place): Promise<boolean> {
  const json = line.has('json')
  let said = false
  process.stdout.on('error', ignoreClosedPipe)
  const say = (stream: NodeJS.WriteStream, text: string) => {
    said = true
    stream.write(`${text}\n`)
  }
  try {
    const result = await command.run(talkOf(place, json, say), line)
    if (json) say(process.stdout, JSON.stringify(result, undefined, 2))
    return true
  } catch (error) {
    if (!said && (error instanceof NotQuick || isUnsent(error))) return false
    reportError(error, { json, readText: textReader(place.folder) })
    return true
  }
}

function talkOf(
  { api, folder, signal }: Place,
  json: boolean,
  say: (stream: NodeJS.WriteStream, text: string) => void,
): Talk {
  return {
    api,
    folder,
    options: { signal },
    screen: screenOf(process.stdout),
    log(text) {
      if (!json) say(process.stdout, text)
    },
    tell(diagnostics) {
      if (json || diagnostics.length === 0) return
      const screen = screenOf(process.stderr)
      say(process.stderr, renderDiagnostics(diagnostics, screen, textReader(folder)))
    },
    async ask(request) {
      if ((await openQuestions(api, request, { json, signal })).length > 0) throw new NotQuick()
      return request
    },
  }
}

/** Whoever reads may have enough, such as `head`; oclif does the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

/** The socket of the daemon that serves the repository, as ays.yaml says it now. */
async function findSocket(folder: string): Promise<string | undefined> {
  const socket = join(folder, '.ays/ays.sock')
  if (!existsSync(socket)) return undefined
  const daemon = await findDaemon(folder)
  const { mtimeMs } = await stat(join(folder, 'ays.yaml'))
  return daemon && mtimeMs < daemon.started ? socket : undefined
}
