import {
  AysError,
  describeError,
  type ErrorData,
  formatAddress,
  type JobCounts,
  type Reason,
  type Records as Model,
  reviveError,
  type RunState,
} from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { formatJson, parseJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { finishJobs } from './finish-jobs.ts'
import { failedBefore } from './job-result.ts'
import { putJobs } from './put-jobs.ts'
import { countJobs, packCounts } from './report.ts'
import type { RunContext } from './run-context.ts'

type Job = Model.Job

/**
 * Skips what can no longer start because one of these jobs, or one that it needs itself, did not end well:
 * jobs that joined the run at that moment, or that a crash left. Returns what was skipped.
 */
export async function skipDoomed(
  context: RunContext,
  jobs: Iterable<Job>,
): Promise<readonly Job[]> {
  const { state } = context
  const doomed = new Set<Job>()
  for (const job of jobs) {
    if (job.state === 'new' && state.failedNeed(job)) doomed.add(job)
  }
  for (const job of state.doomedBy([...jobs].filter(hasFailed).concat([...doomed]))) doomed.add(job)
  const [first] = doomed
  const root = [...jobs].find(hasFailed) ?? (first && state.failedNeed(first))
  return closeJobs(context, [...doomed], 'skipped', (job) => {
    const need = state.failedNeed(job) ?? root
    return need ? failedBefore(need) : CANCELLED
  })
}

const CANCELLED: Reason = { kind: 'cancelled' }

function hasFailed({ state }: Job): boolean {
  return state === 'error' || state === 'skipped'
}

/**
 * Ends the run: what never started is cancelled, what was cut off is an error, for nobody knows what it
 * did. Gives back every claim. Returns the run and the jobs that this ended.
 */
export async function endRun(
  context: RunContext,
  cancelled: boolean,
): Promise<{ readonly run: Model.Run; readonly jobs: readonly Job[] }> {
  const { state, records } = context
  const left = state.unfinished()
  const jobs: Job[] = []
  for (const job of left) if (wasCutOff(context, job)) jobs.push(...(await giveUp(context, job)))
  jobs.push(...(await closeJobs(context, state.unfinished(), 'cancelled', () => CANCELLED)))
  const counts = countJobs(state.jobs.values())
  const run = {
    ...context.run,
    state: endState(counts, left.length, cancelled),
    ended: context.now(),
    counts: packCounts(counts),
  }
  const changes = new ChangeSet()
  changes.put(keys.run(run.id), records.codecs.run, run)
  changes.delete(keys.openRun(run.id))
  changes.delete(keys.cancel(run.id))
  for (const job of state.jobs.values()) {
    if (context.claimed.delete(formatAddress(job))) changes.delete(keys.claim(job))
  }
  await context.commit(changes)
  return { run, jobs }
}

/** Never a false `ok`; a stop that came when all was done changes nothing. */
function endState({ error, skipped }: JobCounts, left: number, cancelled: boolean): RunState {
  if (cancelled && left + error > 0) return 'cancelled'
  return error + skipped > 0 ? 'error' : 'ok'
}

/** It has begun, and waits to be tried again. */
function wasCutOff({ orphans }: RunContext, { number, retryAt }: Job): boolean {
  return orphans.has(number) || retryAt > 0
}

async function giveUp(context: RunContext, job: Job): Promise<readonly Job[]> {
  const before = parseJson<ErrorData | undefined>(job.errorJson, undefined)
  const text = `${formatAddress(job)} ${job.action} was cut off: what it did is not known`
  const error = describeError(
    new AysError('AYS_CANCELLED', text, before ? { cause: reviveError(before) } : {}),
  )
  const seen = { links: [], producers: new Map() }
  const { ended } = await finishJobs(context, [{ job, outcome: { status: 'error', error }, seen }])
  return ended
}

async function closeJobs(
  context: RunContext,
  jobs: readonly Job[],
  state: 'skipped' | 'cancelled',
  reason: (job: Job) => Reason,
): Promise<readonly Job[]> {
  if (jobs.length === 0) return []
  const changes = new ChangeSet()
  const ended = context.now()
  const closed = jobs.map((job): Job => ({
    ...job,
    state,
    reasonJson: formatJson(reason(job)),
    ended,
  }))
  putJobs(context, changes, closed)
  await context.commit(changes)
  for (const job of closed) context.state.finish(job)
  return closed
}
