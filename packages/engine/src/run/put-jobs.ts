import type { Records as Model } from '@ays/core'
import type { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import type { RunContext } from './run-context.ts'

/** Lays the records of jobs of this run into a change set. */
export function putJobs(
  { run, records }: Pick<RunContext, 'run' | 'records'>,
  changes: ChangeSet,
  jobs: Iterable<Model.Job>,
): void {
  for (const job of jobs) changes.put(keys.job(run.id, job.number), records.codecs.job, job)
}
