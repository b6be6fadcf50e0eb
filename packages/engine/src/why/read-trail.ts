import { parseAddress, type Reason, type WhyNeeded } from '@ays/core'
import { keys } from '../state/keys.ts'
import { readReason } from '../state/read-reason.ts'
import type { Records } from '../state/records.ts'
import { findJobs } from './find-jobs.ts'

/** Further links of a chain are no answer any more. */
const MOST = 10

/** Of a job that is in a run because somebody needs it: who, on up to what was asked for. */
export async function readTrail(
  records: Records,
  reason: Reason | undefined,
  id: string | undefined,
): Promise<WhyNeeded[]> {
  const trail: WhyNeeded[] = []
  if (id === undefined || reason?.kind !== 'needed') return trail
  const run = (await records.get(records.codecs.run, keys.run(id)))?.value
  if (!run) return trail
  let current: Reason | undefined = reason
  while (current?.kind === 'needed' && trail.length < MOST) {
    const { service, action }: Reason<'needed'> = current
    const jobs = await findJobs(records, run, parseAddress(service))
    current = readReason(jobs.find((job) => job.action === action)?.reasonJson ?? '')
    if (current) trail.push({ service, action, reason: current })
  }
  return trail
}
