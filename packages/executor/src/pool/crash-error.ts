import { type ActionCall, AysError, describeCall } from '@ays/core'
import type { WorkerExit } from './worker-handle.ts'

/** Node's own last words, and the error of a thread. */
const OUT_OF_MEMORY = /heap out of memory|out of memory: JS heap|ERR_WORKER_OUT_OF_MEMORY/

/** AYS_JOB_CRASHED for a job whose worker died, with how it died and what it printed last. */
export function crashError(
  call: ActionCall,
  exit: WorkerExit | undefined,
  output: string,
  cause: unknown,
): AysError {
  const { summary, hint } = explain(exit, `${output}${textOf(cause)}`)
  return new AysError('AYS_JOB_CRASHED', `${describeCall(call)} ${summary}`, {
    cause,
    details: { exitCode: exit?.exitCode ?? null, signal: exit?.signal ?? null, output },
    hint,
  })
}

function explain(exit: WorkerExit | undefined, text: string): { summary: string; hint: string } {
  if (OUT_OF_MEMORY.test(text)) {
    return {
      summary: 'ran out of memory',
      hint: 'Raise the heap of the workers, or hold less at once.',
    }
  }
  if (exit?.signal) {
    const hint =
      'Look at what the job printed last: native code or somebody outside ended its worker.'
    return { summary: `ended its worker with ${exit.signal}`, hint }
  }
  return {
    summary: `ended its worker with exit code ${exit?.exitCode ?? 'unknown'}`,
    hint: 'Throw an error instead of ending the process.',
  }
}

function textOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? ` ${String(cause.code)}` : ''
}
