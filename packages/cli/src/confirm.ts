import { AysError } from '@ays/core'

/** True where somebody can be asked, whatever stdout is. */
export function isTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY
}

/**
 * Resolves when the person at the terminal says yes. AYS_CANCELLED for any other answer, AYS_USAGE
 * when there is no terminal to ask on.
 */
export async function confirm(question: string, signal: AbortSignal): Promise<void> {
  if (!isTerminal()) {
    throw new AysError('AYS_USAGE', 'there is no terminal to ask on', {
      hint: 'Add --yes to do it without being asked.',
    })
  }
  const { default: ask } = await import('@inquirer/confirm')
  const answer = await ask(
    { message: question, default: false },
    { output: process.stderr, signal },
  ).catch((cause: unknown) => {
    throw new AysError('AYS_CANCELLED', 'nothing was changed', { cause })
  })
  if (!answer) throw new AysError('AYS_CANCELLED', 'nothing was changed')
}
