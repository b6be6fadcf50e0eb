import type { RunDetail, SubmissionInfo } from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { retryConflicts } from '../state/conflicts.ts'
import type { Records } from '../state/records.ts'
import { changeSubmission, findSubmission, isOpen, toSubmissionInfo } from './submission.ts'

interface CancelTools {
  readonly records: Records
  readonly now: () => number
  readonly cancelRun: (id: string) => Promise<RunDetail>
}

/** As WorkApi.cancelSubmission(). */
export function cancelSubmission(
  { records, now, cancelRun }: CancelTools,
  id: string,
): Promise<SubmissionInfo> {
  return retryConflicts(async () => {
    const stored = await findSubmission(records, id)
    if (!isOpen(stored.value)) return toSubmissionInfo(stored.value)
    const ended = stored.value.state === 'running' && (await cancelRun(stored.value.run))
    const changes = new ChangeSet()
    const state = ended && ended.state === 'ok' ? 'ok' : 'cancelled'
    const change = { state, ended: now(), retryAt: 0 } as const
    const next = changeSubmission(changes, records, stored, change)
    await records.store.commit(changes.toCommit())
    return toSubmissionInfo(next)
  })
}
