import type { Records as Model, ServiceAddress } from '@ays/core'
import { isInterrupted } from '../api/find-runs.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { findJobs } from './find-jobs.ts'

/** The run under way that may change a service now. */
export interface Holder {
  readonly run: Model.Run
  /** Nobody drives it. */
  readonly interrupted: boolean
  /** Its jobs on the service. */
  readonly jobs: readonly Model.Job[]
}

/** Undefined when none does. */
export async function readHolder(
  records: Records,
  service: ServiceAddress,
): Promise<Holder | undefined> {
  const claim = await records.get(records.codecs.claim, keys.claim(service))
  const stored = claim && (await records.get(records.codecs.run, keys.run(claim.value.run)))
  const run = stored?.value
  if (run?.state !== 'running') return undefined
  return {
    run,
    interrupted: await isInterrupted(records.store, run),
    jobs: await findJobs(records, run, service),
  }
}

/** The job of the run that will do the action, or does. */
export function openJob(holder: Holder | undefined, action: string): Model.Job | undefined {
  return holder?.jobs.findLast(
    (job) => job.action === action && (job.state === 'new' || job.state === 'running'),
  )
}
