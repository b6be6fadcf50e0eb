import { type Change, watchLostError } from '@ays/core'
import type { Environment } from './environment.ts'
import { decodeHead } from './repository-head.ts'
import type { RepositoryKeys } from './repository-keys.ts'

/** Commits whose changes are kept, at most. */
const KEPT = 10_000
/** Bytes of changes that are kept, at most. */
const ROOM = 2 ** 26
/** Commits that are read at once. */
const PAGE = 100
const HEADER = 8

/** What a commit changed, in the order in which watch() tells it. */
export interface Changed {
  readonly puts: readonly string[]
  readonly deletes: readonly string[]
}

/**
 * Logs a commit and forgets the oldest; inside a transaction. Answers how many bytes were ever logged:
 * each entry says how many there were before it, so nobody has to add them up.
 */
export function logChanges(
  db: Environment,
  keys: RepositoryKeys,
  { revision, logged }: { readonly revision: number; readonly logged: number },
  changed: Changed,
): number {
  const text = JSON.stringify([changed.puts, changed.deletes])
  const stored = Buffer.alloc(HEADER + Buffer.byteLength(text))
  stored.writeDoubleBE(logged)
  stored.write(text, HEADER)
  const now = logged + stored.length
  const isOld = ({ key, value }: { readonly key: Buffer; readonly value: Buffer }) =>
    keys.revisionOf(key) <= revision - KEPT || now - value.readDoubleBE() > ROOM
  // Each commit forgets more than it adds, so that this stays short.
  const oldest = { start: keys.change(0), end: keys.change(revision), limit: 2 }
  for (const { key } of Array.from(db.getRange(oldest)).filter(isOld)) db.removeSync(key)
  db.putSync(keys.change(revision), stored)
  return now
}

/** A commit's changes. */
export interface LoggedCommit {
  readonly revision: number
  readonly changes: readonly Change[]
}

/** The next commits after a revision. AYS_STORE_WATCH_LOST when some of them are not known any more. */
export function readChanges(db: Environment, keys: RepositoryKeys, after: number): LoggedCommit[] {
  db.resetReadTxn()
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
