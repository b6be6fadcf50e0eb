import type { QueueFilter, SubmissionInfo } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { findSubmission, toSubmissionInfo } from './submission.ts'

const PAGE = 50

/** As WorkApi.listQueue(). */
export async function listQueue(
  records: Records,
  { limit = PAGE, states, before }: QueueFilter = {},
): Promise<SubmissionInfo[]> {
  const found: SubmissionInfo[] = []
  const range = {
    prefix: keys.submissions,
    reverse: true,
    ...(before !== undefined && { to: keys.submission(before) }),
  }
  for await (const { value } of records.scan(records.codecs.submission, range)) {
    if (found.length >= limit) break
    if (states === undefined || states.includes(value.state)) found.push(toSubmissionInfo(value))
  }
  return found
}

/** As WorkApi.showSubmission(). */
export async function showSubmission(records: Records, id: string): Promise<SubmissionInfo> {
  return toSubmissionInfo((await findSubmission(records, id)).value)
}
