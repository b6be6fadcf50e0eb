import type { JobInfo } from '@ays/core'
import { toJobInfo } from '../run/report.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Undefined for no run, and for one that was deleted. */
export async function readJob(
  records: Records,
  run: string,
  number: number,
): Promise<JobInfo | undefined> {
  if (run === '') return undefined
  const stored = await records.get(records.codecs.job, keys.job(run, number))
  return stored && toJobInfo(run, stored.value)
}
