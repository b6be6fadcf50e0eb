import {
  ABSENT,
  type AysError,
  type Commit,
  type CommitResult,
  conflictError,
  fencedError,
} from '@ays/core'

/** A commit under the id by which it is known when it comes again. */
export type NamedCommit = Commit & { readonly id: string }

/** What the store knows of everything that the commits of a group ask about. */
export interface Known {
  /** By key: the version of what is there. */
  readonly versions: Map<string, string>
  /** By id: the revision that was answered. */
  readonly ids: Map<string, string>
  /** By name: the token of a lease that is held. */
  readonly tokens: ReadonlyMap<string, number>
}

/** What a group comes to. */
export interface Judgement {
  /** For each commit, in their order. */
  readonly answers: readonly (CommitResult | AysError)[]
  /** By key: what is there afterwards; undefined when it is deleted. */
  readonly entries: ReadonlyMap<string, WrittenEntry | undefined>
  /** Those that are done. */
  readonly done: readonly DoneCommit[]
}

interface WrittenEntry {
  readonly value: Buffer
  readonly version: string
}

interface DoneCommit {
  readonly id: string
  readonly revision: number
  /** What watch() tells of it. */
  readonly changed: string
}

/** Judges commits one after the other, each on what those before it leave behind. */
export function judgeGroup(
  commits: readonly NamedCommit[],
  revision: number,
  known: Known,
): Judgement {
  const entries = new Map<string, WrittenEntry | undefined>()
  const done: DoneCommit[] = []
  const answers = commits.map((commit) => {
    const answered = known.ids.get(commit.id)
    if (answered !== undefined) return resultOf(answered, commit)
    const refusal = refusalOf(commit, known)
    if (refusal !== undefined) return refusal
    const { id, puts = [], deletes = [] } = commit
    const next = revision + done.length + 1
    const version = String(next)
    for (const { key, value } of puts) {
      entries.set(key, { value: Buffer.from(value), version })
      known.versions.set(key, version)
    }
    for (const key of deletes) {
      entries.set(key, undefined)
      known.versions.delete(key)
    }
    known.ids.set(id, version)
    const changed = JSON.stringify([puts.map(({ key }) => key), deletes])
    done.push({ id, revision: next, changed })
    return resultOf(version, commit)
  })
  return { answers, entries, done }
}

function refusalOf(
  { fences = [], checks = [] }: Commit,
  { tokens, versions }: Known,
): AysError | undefined {
  const lost = fences.find(({ lease, token }) => tokens.get(lease) !== token)
  if (lost !== undefined) return fencedError(lost)
  const conflicts = checks
    .map(({ key, version }) => ({ key, expected: version, found: versions.get(key) ?? ABSENT }))
    .filter(({ expected, found }) => expected !== found)
  return conflicts.length > 0 ? conflictError(conflicts) : undefined
}

function resultOf(revision: string, { puts = [] }: Commit): CommitResult {
  return { revision, versions: new Map(puts.map(({ key }) => [key, revision])) }
}
