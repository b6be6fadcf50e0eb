import {
  ABSENT,
  type Check,
  type Commit,
  type CommitResult,
  conflictError,
  fencedError,
} from '@ays/core'
import { logChanges } from './change-table.ts'
import type { Environment } from './environment.ts'
import { readLease } from './lease-records.ts'
import { decodeHead, encodeHead } from './repository-head.ts'
import type { RepositoryKeys } from './repository-keys.ts'
import { decodeEntry, encodeEntry } from './stored-entry.ts'

/** Commits whose ids are remembered. */
const REMEMBERED = 1024

/**
 * Judges and writes a commit; inside a transaction. What it throws, it throws before it writes: others are
 * part of the same transaction. AYS_STORE_FENCED, AYS_STORE_CONFLICT.
 */
export function judgeCommit(db: Environment, keys: RepositoryKeys, commit: Commit): CommitResult {
  const { id, checks = [], puts = [], deletes = [], fences = [] } = commit
  const known = id === undefined ? undefined : db.getBinary(keys.id(id))
  if (known !== undefined) return resultOf(known.readDoubleBE(), puts)
  for (const fence of fences) {
    if (readLease(db, keys, fence.lease)?.token !== fence.token) throw fencedError(fence)
  }
  assertUnchanged(db, keys, checks)
  const head = decodeHead(db.getBinary(keys.head))
  const revision = head.revision + 1
  for (const { key, value } of puts) {
    db.putSync(keys.entry(key), encodeEntry(key, revision, value))
  }
  for (const key of deletes) db.removeSync(keys.entry(key))
  const changed = { puts: puts.map(({ key }) => key), deletes }
  const log = logChanges(db, keys, { ...head, revision }, changed)
  remember(db, keys, revision, id)
  db.putSync(keys.head, encodeHead({ ...head, ...log, revision }))
  return resultOf(revision, puts)
}

function assertUnchanged(db: Environment, keys: RepositoryKeys, checks: readonly Check[]): void {
  const conflicts = checks
    .map(({ key, version }) => ({ key, expected: version, found: versionOf(db, keys, key) }))
    .filter(({ expected, found }) => expected !== found)
  if (conflicts.length > 0) throw conflictError(conflicts)
}

function versionOf(db: Environment, keys: RepositoryKeys, key: string): string {
  const stored = db.getBinary(keys.entry(key))
  return stored === undefined ? ABSENT : decodeEntry(key, stored).version
}

/** Every revision is the last that is forgotten once, so that none is left out. */
function remember(
  db: Environment,
  keys: RepositoryKeys,
  revision: number,
  id: string | undefined,
): void {
  const old = keys.idOf(revision - REMEMBERED)
  const forgotten = db.getBinary(old)
  if (forgotten !== undefined) {
    db.removeSync(forgotten)
    db.removeSync(old)
  }
  if (id === undefined) return
  const [key, answer] = [keys.id(id), Buffer.alloc(8)]
  answer.writeDoubleBE(revision)
  db.putSync(key, answer)
  db.putSync(keys.idOf(revision), key)
}

function resultOf(revision: number, puts: NonNullable<Commit['puts']>): CommitResult {
  const version = String(revision)
  return { revision: version, versions: new Map(puts.map(({ key }) => [key, version])) }
}
