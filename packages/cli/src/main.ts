import { findQuickCall } from './quick/find-quick-call.ts'

/**
 * Runs the command that argv names, of the command line that this file belongs to, to its end. Sets the exit code
 * and leaves the process to end by itself: what keeps it alive after that is a defect to be seen, not to be cut off.
 */
export async function main(
  file: string,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  // By the environment, so that oclif's own help and everything a job starts heed it too.
  if (argv.includes('--no-color')) {
    process.env['NO_COLOR'] = '1'
    delete process.env['FORCE_COLOR']
  }
  const json = argv.includes('--json')
  const stop = () => void import('./report-error.ts').then((it) => it.reportStop({ json }))
  // Node ends, and with 0, when nothing is left that could ever go on with the command.
  process.once('beforeExit', stop)
  try {
    if (await isAnswered(argv, file)) return
    const { runCommand } = await import('./run-command.ts')
    await runCommand(argv.length === 0 ? ALONE : argv, file)
  } catch (error) {
    const { reportError } = await import('./report-error.ts')
    reportError(error, { json })
  } finally {
    process.off('beforeExit', stop)
  }
}

/** What `ays` without any word means. */
const ALONE = ['status']

async function isAnswered(argv: readonly string[], file: string): Promise<boolean> {
  if (argv[0] === 'complete') {
    const { completeQuickly } = await import('./completion/complete-quickly.ts')
    return completeQuickly(file, argv.slice(1))
  }
  const call = findQuickCall(argv)
  if (!call) return false
  const { answerQuickly } = await import('./quick/answer-quickly.ts')
  return answerQuickly(call)
}
