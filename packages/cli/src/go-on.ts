import { type AysApi, isAysError, type RunDetail, type RunEvent, type RunOptions } from '@ays/core'
import { defined } from './defined.ts'

/** Options of a call that drives a run, and which run that is. */
export interface NotedRun {
  readonly options: RunOptions
  /** Undefined until it has begun. */
  readonly run: string | undefined
}

/** Notes the run that a call drives; not those that it waits for, or goes on with first. */
export function noteRun(given: RunOptions): NotedRun {
  const others = new Set<string>()
  let run: string | undefined
  const on = (event: RunEvent) => {
    if (event.type === 'held') others.add(event.by)
    if (event.type === 'run' && !others.has(event.run.id)) run = event.run.id
    given.on?.(event)
  }
  return {
    options: { ...given, on },
    get run() {
      return run
    },
  }
}

/** The process behind a call has gone. */
export function isLost(error: unknown): boolean {
  return isAysError(error, 'AYS_DAEMON_UNREACHABLE')
}

/** It had gone before it could get the call: nothing of it is done. */
export function isUnsent(error: unknown): boolean {
  return isAysError(error, 'AYS_DAEMON_UNREACHABLE') && error.details['sent'] === false
}

/** Goes on with a run whose process has gone; where somebody else does, tells of it until it has ended. */
export async function goOn(
  api: AysApi,
  run: string,
  { signal, on }: RunOptions,
): Promise<RunDetail> {
  const options = defined({ signal, on })
  try {
    return await api.resumeRun(run, options)
  } catch (error) {
    if (!isAysError(error, 'AYS_RUN_ACTIVE')) throw error
    return api.watchRun(run, options)
  }
}
