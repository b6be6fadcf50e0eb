import type { JobInfo, Records as Model } from '@ays/core'
import { newestRuns } from '../api/find-runs.ts'
import { toJobInfo } from '../run/report.ts'
import type { Records } from '../state/records.ts'
import { findJobs } from './find-jobs.ts'
import { readJob } from './read-job.ts'

/** A job that never started. */
export interface LeftOut {
  readonly job: JobInfo
  /** The one that did not end well, on which it depends. */
  readonly cause?: JobInfo
}

/** How many runs back it is looked for. */
const MOST = 50

/** The job of an action that a run left out, since the action was done the last time. */
export async function findLeftOut(
  records: Records,
  service: Model.Service,
  state: Model.ActionState,
): Promise<LeftOut | undefined> {
  let looked = 0
  for await (const run of newestRuns(records)) {
    if (run.created < service.created || looked++ === MOST) return undefined
    if (run.ended < state.lastRun || run.state === 'ok') continue
    const jobs = await findJobs(records, run, service)
    const job = jobs.findLast(({ action, uid }) => action === state.name && uid === service.uid)
    if (job === undefined) continue
    if (job.state !== 'skipped' && job.state !== 'cancelled') return undefined
    const left = toJobInfo(run.id, job)
    const cause = await findCause(records, left)
    return { job: left, ...(cause && { cause }) }
  }
  return undefined
}

/** One that was skipped itself has a cause too. */
async function findCause(records: Records, job: JobInfo): Promise<JobInfo | undefined> {
  let cause: JobInfo | undefined
  const seen = new Set<number>()
  for (let because = job.because; because?.kind === 'failed'; because = cause?.because) {
    if (seen.has(because.job)) break
    seen.add(because.job)
    cause = await readJob(records, job.run, because.job)
    if (cause?.state !== 'skipped') break
  }
  return cause
}
