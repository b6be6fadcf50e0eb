import { type Change, revisionNumber } from '@ays/core'
import { readChanges } from './change-table.ts'
import type { LmdbSession } from './lmdb-session.ts'

/** How often, in milliseconds, who watches looks for commits of other processes: one read of one page. */
const LOOK_AGAIN = 50

/** What Store.watch() gives after the revision `from`. */
export async function* watchChanges(
  session: LmdbSession,
  prefix: string,
  from: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Change> {
  const over = () => session.closed || signal?.aborted === true
  let seen = revisionNumber(from)
  while (!over()) {
    const page = session.read((db) => readChanges(db, session.keys, seen))
    for (const { revision, changes } of page) {
      for (const change of changes) {
        if (over()) return
        if (change.key.startsWith(prefix)) yield change
      }
      seen = revision
    }
    if (page.length === 0) await session.wake.wait(signal, LOOK_AGAIN)
  }
}
