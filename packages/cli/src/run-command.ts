import { run } from '@oclif/core'

/** Runs the command that argv names, as oclif finds it from the module at this URL. Throws what oclif throws. */
export async function runCommand(argv: readonly string[], url: string): Promise<void> {
  await run([...argv], url)
}
