import { fileURLToPath } from 'node:url'
import { run } from '@oclif/core'
import type { BrokenPlugin } from './plugins/broken-plugin.ts'
import { loadConfig } from './plugins/load-config.ts'

/**
 * Runs the command that argv names, to its end. Sets the exit code and leaves the process to end by
 * itself: what keeps it alive after that is a defect to be seen, not to be cut off.
 */
export async function main(
  url: string,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  // By the environment, so that oclif's own help and everything a job starts heed it too.
  if (argv.includes('--no-color')) {
    process.env['NO_COLOR'] = '1'
    delete process.env['FORCE_COLOR']
  }
  try {
    const { config, broken } = await loadConfig(fileURLToPath(url))
    if (broken.length > 0) await warn(broken)
    await run([...argv], config)
  } catch (error) {
    const { reportError } = await import('./report-error.ts')
    reportError(error, { json: argv.includes('--json') })
  }
}

async function warn(broken: readonly BrokenPlugin[]): Promise<void> {
  const { describeBroken } = await import('./plugins/broken-plugin.ts')
  const { screenOf } = await import('./render/screen.ts')
  const { paint } = screenOf(process.stderr)
  for (const each of broken) {
    process.stderr.write(`${paint.yellow('warning')} ${describeBroken(each)}\n`)
  }
}
