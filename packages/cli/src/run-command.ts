import { run, settings } from '@oclif/core'
import type { BrokenPlugin } from './plugins/broken-plugin.ts'
import { loadConfig } from './plugins/load-config.ts'

/**
 * Runs the command that argv names, of the command line that this file belongs to and its plugins. Broken plugins are
 * named on stderr. Throws what oclif throws.
 */
export async function runCommand(argv: readonly string[], file: string): Promise<void> {
  // What is built is what runs, also where NODE_ENV is "development".
  settings.enableAutoTranspile = false
  const { config, broken } = await loadConfig(file)
  if (broken.length > 0) await warn(broken)
  await run([...argv], config).catch(async (error: unknown) => {
    const { asUnknownCommand, knownWords } = await import('./usage-error.ts')
    throw asUnknownCommand(error, knownWords(config))
  })
}

async function warn(broken: readonly BrokenPlugin[]): Promise<void> {
  const { describeBroken } = await import('./plugins/broken-plugin.ts')
  const { screenOf } = await import('./render/screen.ts')
  const { paint } = screenOf(process.stderr)
  for (const each of broken) {
    process.stderr.write(`${paint.yellow('warning')} ${describeBroken(each)}\n`)
  }
}
