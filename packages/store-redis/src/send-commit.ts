import {
  type AysError,
  type Commit,
  type CommitResult,
  conflictError,
  fencedError,
} from '@ays/core'
import type { Argument } from './connection.ts'
import type { RedisSession } from './redis-session.ts'
import { list, text } from './reply.ts'
import { COMMIT } from './scripts.ts'

/** The arguments of COMMIT; the bytes are copied, so the caller may change its own at once. */
function commitArguments(id: string, commit: Commit): Argument[] {
  const { checks = [], puts = [], deletes = [], fences = [] } = commit
  const args: Argument[] = [id, checks.length, puts.length, deletes.length]
  for (const { token } of fences) args.push(token)
  for (const { key, version } of checks) args.push(key, version)
  for (const { key, value } of puts) args.push(key, Buffer.from(value))
  for (const key of deletes) args.push(key)
  return args
}

/** Runs COMMIT and reads its verdict. */
export async function sendCommit(
  { connection, keys }: RedisSession,
  commit: Commit & { readonly id: string },
  signal: AbortSignal | undefined,
): Promise<CommitResult> {
  const leases = (commit.fences ?? []).map(({ lease }) => keys.lease(lease))
  const args = commitArguments(commit.id, commit)
  const reply = await connection.run(COMMIT, [keys.val, keys.idx, keys.log, ...leases], args, {
    signal,
    writes: true,
  })
  const [verdict, detail] = list(reply)
  switch (text(verdict)) {
    case 'done':
      return resultOf(text(detail), commit)
    case 'fenced':
      throw fencedBy(commit, Number(text(detail)))
    default:
      throw conflictOf(commit, list(detail))
  }
}

function resultOf(revision: string, { puts = [] }: Commit): CommitResult {
  return { revision, versions: new Map(puts.map(({ key }) => [key, revision])) }
}

function fencedBy({ fences = [] }: Commit, index: number): AysError {
  return fencedError(fences[index] ?? { lease: 'unknown', token: 0 })
}

/** The detail lists the index of each failed check and the version that was found. */
function conflictOf({ checks = [] }: Commit, detail: readonly unknown[]): AysError {
  const conflicts = []
  for (let at = 0; at < detail.length; at += 2) {
    const check = checks[Number(text(detail[at]))]
    if (check === undefined) continue
    conflicts.push({ key: check.key, expected: check.version, found: text(detail[at + 1]) })
  }
  return conflictError(conflicts)
}
