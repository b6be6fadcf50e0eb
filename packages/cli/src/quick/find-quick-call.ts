import { QUICK_COMMANDS, type QuickCommand } from './quick-commands.ts'

/** A command that is known here, and what stands behind its words. */
export interface QuickCall {
  readonly command: QuickCommand
  readonly args: readonly string[]
}

/** With these in the environment a command may mean something else. */
const TURNS = ['AYS_SERVER', 'AYS_CONTENT_TYPE']

/** What the quick way might answer; undefined for all that is oclif's. */
export function findQuickCall(argv: readonly string[]): QuickCall | undefined {
  if (TURNS.some((name) => process.env[name] !== undefined)) return undefined
  for (const words of [1, 2]) {
    const command = QUICK_COMMANDS.get(argv.slice(0, words).join(' '))
    if (command) return { command, args: argv.slice(words) }
  }
  return undefined
}
