import { type CompactReport, type Retention, type SignalOption, throwIfAborted } from '@ays/core'
import { HeldLease } from '../state/held-lease.ts'
import { COMPACTION_LEASE, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { compactLists } from './compact-lists.ts'
import { compactRevisions } from './compact-revisions.ts'
import { compactRuns } from './compact-runs.ts'

export interface CompactRequest extends SignalOption {
  readonly records: Records
  readonly retention: Retention
  readonly now: number
}

/** A compaction under way. */
export type CompactWork = CompactRequest & Required<SignalOption>

/**
 * Takes away what the retention lets go. It holds no service and checks nothing that a run writes; its commits are
 * small, so that a run never waits for it. What was taken away when the signal is aborted stays away. One at a
 * time: waits for another process that does it.
 */
export async function compact({
  records,
  retention,
  now,
  signal,
}: CompactRequest): Promise<CompactReport> {
  const { store, codecs } = records
  const options = signal && { signal }
  const lease = await HeldLease.take(store, COMPACTION_LEASE, { wait: true, ...options })
  const work = {
    records,
    retention,
    now,
    signal: signal ? AbortSignal.any([signal, lease.lost]) : lease.lost,
  }
  try {
    const revisions = await compactRevisions(work)
    const runs = await compactRuns(work)
    const others = await compactLists(work)
    throwIfAborted(work.signal)
    await store.commit({
      puts: [{ key: keys.compaction, value: codecs.compaction.encode({ at: now }) }],
    })
    return { revisions, runs, others }
  } finally {
    await lease[Symbol.asyncDispose]()
  }
}
