import { type Change, watchLostError } from '@ays/core'
import type { Environment } from './environment.ts'
import { decodeHead, type RepositoryHead } from './repository-head.ts'
import type { RepositoryKeys } from './repository-keys.ts'

/** Commits whose changes are kept, at most. */
const KEPT = 10_000
/** Bytes of changes that are kept, at most. */
const ROOM = 2 ** 26
/** Commits that are read at once. */
const PAGE = 100
/** Commits that one forgets, at most. */
const AT_ONCE = 8
const HEADER = 8

/** What a commit changed, in the order in which watch() tells it. */
export interface Changed {
  readonly puts: readonly string[]
  readonly deletes: readonly string[]
}

/**
 * Logs a commit and forgets older ones; inside a transaction. Each entry says how many bytes there were before it, so
 * nobody has to add them up.
 */
export function logChanges(
  db: Environment,
  keys: RepositoryKeys,
  { revision, logged, oldest }: Omit<RepositoryHead, 'token'>,
  { puts, deletes }: Changed,
): Pick<RepositoryHead, 'logged' | 'oldest'> {
  const text = JSON.stringify([puts, deletes])
  const stored = Buffer.alloc(HEADER + Buffer.byteLength(text))
  stored.writeDoubleBE(logged)
  stored.write(text, HEADER)
  db.putSync(keys.change(revision), stored)
  const now = logged + stored.length
  let kept = oldest
  // A commit forgets more than it adds, and never more than a few.
  for (; kept < Math.min(revision, oldest + AT_ONCE); kept++) {
    const old = db.getBinary(keys.change(kept))
    const isOld = kept <= revision - KEPT || (old?.readDoubleBE() ?? 0) < now - ROOM
    if (!isOld) break
    db.removeSync(keys.change(kept))
  }
  return { logged: now, oldest: kept }
}

/** A commit's changes. */
export interface LoggedCommit {
  readonly revision: number
  readonly changes: readonly Change[]
}

/** The next commits after a revision. AYS_STORE_WATCH_LOST when some of them are not known any more. */
export function readChanges(db: Environment, keys: RepositoryKeys, after: number): LoggedCommit[] {
  const { revision } = decodeHead(db.getBinary(keys.head))
  if (after > revision) throw watchLostError(String(after))
  const range = { start: keys.change(after + 1), end: keys.change(revision + 1), limit: PAGE }
  const page = Array.from(db.getRange(range), ({ key, value }) =>
    decodeChanges(keys.revisionOf(key), value),
  )
  const first = page[0]?.revision ?? revision + 1
  if (first > after + 1) throw watchLostError(String(after))
  return page
}

function decodeChanges(revision: number, stored: Buffer): LoggedCommit {
  const [puts, deletes]: [string[], string[]] = JSON.parse(stored.toString('utf8', HEADER))
  const version = String(revision)
  return {
    revision,
    changes: [
      ...puts.map((key) => ({ revision: version, key, version })),
      ...deletes.map((key) => ({ revision: version, key })),
    ],
  }
}
