import {
  ABSENT,
  AysError,
  type ChangedKeys,
  type ChangeLog,
  type Check,
  type Commit,
  type CommitResult,
  type Conflict,
  conflictError,
  type Entry,
  LeaseTable,
} from '@ays/core'
import type { CommitIds } from './commit-ids.ts'
import type { EntryCache } from './entry-cache.ts'
import { revisionEntry } from './revision.ts'
import { type Database, decodeEntry, encodeEntry, storedKey, valueOf } from './stored-entry.ts'

export interface GroupCommitOptions {
  readonly db: Database
  readonly ids: CommitIds
  readonly log: ChangeLog
  /** Told of every write. */
  readonly cache: EntryCache
  readonly revision: number
  readonly mapError: (cause: unknown) => AysError
}

/**
 * Decides commits one after the other, in this process, and writes those that arrive together as
 * one synced batch: LevelDB has no compare-and-set, and an fsync for each would be the slowest part.
 */
export class GroupCommit {
  readonly leases: LeaseTable
  readonly #options: GroupCommitOptions
  #revision: number
  /** Takes commits until its turn comes. */
  #filling: Group | undefined
  #writing: Group | undefined
  #failure: AysError | undefined

  constructor(options: GroupCommitOptions) {
    this.#options = options
    this.#revision = options.revision
    this.leases = new LeaseTable(() => {
      if (this.#failure !== undefined) throw refusedError(this.#failure)
      this.#group()
      return ++this.#revision
    })
  }

  /** Decided before this returns; answered when it is durable. */
  async submit({ id, checks = [], ...changes }: Commit): Promise<CommitResult> {
    if (this.#failure !== undefined) throw refusedError(this.#failure)
    const { puts = [], deletes = [], fences = [] } = changes
    const known = id === undefined ? undefined : this.#options.ids.get(id)
    if (known !== undefined) {
      await known.written
      return resultOf(known.revision, puts)
    }
    for (const fence of fences) this.leases.assertHeld(fence)
    const conflicts = this.#conflicts(checks)
    if (conflicts.length > 0) {
      // Who tries again must be able to read what it lost against.
      await this.flush()
      throw conflictError(conflicts)
    }
    const group = this.#group()
    const revision = ++this.#revision
    group.add(revision, puts, deletes)
    if (id !== undefined) {
      group.batch.put(...this.#options.ids.remember(id, { revision, written: group.written }))
    }
    await group.written
    return resultOf(revision, puts)
  }

  /** Resolves when everything that was decided is durable. */
  async flush(): Promise<void> {
    await (this.#filling ?? this.#writing)?.written
  }

  #conflicts(checks: readonly Check[]): Conflict[] {
    const conflicts: Conflict[] = []
    for (const { key, version } of checks) {
      const found = this.#version(key)
      if (found !== version) conflicts.push({ key, expected: version, found })
    }
    return conflicts
  }

  #version(key: string): string {
    const pending = this.#filling?.versions.get(key) ?? this.#writing?.versions.get(key)
    if (pending !== undefined) return pending
    const cached = this.#options.cache.get(key)
    if (cached !== undefined) return cached.version
    if (this.#options.cache.lacks(key)) return ABSENT
    const stored = this.#options.db.getSync(storedKey(key))
    return stored === undefined ? ABSENT : decodeEntry(key, stored).version
  }

  #group(): Group {
    if (this.#filling !== undefined) return this.#filling
    this.#filling = new Group(this.#options)
    if (this.#writing === undefined) queueMicrotask(() => void this.#write())
    return this.#filling
  }

  async #write(): Promise<void> {
    for (let group = this.#filling; group !== undefined; group = this.#filling) {
      this.#filling = undefined
      this.#writing = group
      try {
        group.batch.put(...revisionEntry(this.#revision))
        await group.batch.write({ sync: true })
        group.publish()
        group.settle()
      } catch (error) {
        this.#fail(group, this.#options.mapError(error))
      }
      this.#writing = undefined
    }
  }

  /** What a failed write left in the log is not known, so nothing may be written after it. */
  #fail(group: Group, failure: AysError): void {
    this.#failure = failure
    group.settle(unknownError(failure))
    this.#filling?.settle(refusedError(failure))
    this.#filling = undefined
  }
}

function resultOf(revision: number, puts: NonNullable<Commit['puts']>): CommitResult {
  const version = String(revision)
  return { revision: version, versions: new Map(puts.map(({ key }) => [key, version])) }
}

/** Of the commits whose write failed. */
function unknownError(cause: AysError): AysError {
  if (cause.code === 'AYS_STORE_FULL') return cause
  return new AysError('AYS_STORE_UNKNOWN', 'the write failed: it may or may not be there', {
    cause,
    hint: REOPEN_HINT,
  })
}

/** Of the commits that were not even tried. */
function refusedError(cause: AysError): AysError {
  if (cause.code === 'AYS_STORE_FULL') return cause
  return new AysError('AYS_STORE_READ_ONLY', 'an earlier write failed, so no other is tried', {
    cause,
    hint: REOPEN_HINT,
  })
}

const REOPEN_HINT = 'Close the store and open it again, then read what is there.'

/** Commits that are written together, and what they will have changed. */
class Group {
  readonly batch: ReturnType<Database['batch']>
  readonly versions = new Map<string, string>()
  readonly #options: Pick<GroupCommitOptions, 'log' | 'cache'>
  readonly #changes: ChangedKeys[] = []
  readonly #entries: Entry[] = []
  readonly written: Promise<void>
  #resolve: () => void = () => undefined
  #reject: (error: AysError) => void = () => undefined

  constructor(options: Pick<GroupCommitOptions, 'db' | 'log' | 'cache'>) {
    this.#options = options
    this.batch = options.db.batch()
    this.written = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.written.catch(() => undefined)
  }

  add(
    revision: number,
    puts: NonNullable<Commit['puts']>,
    deletes: NonNullable<Commit['deletes']>,
  ): void {
    const version = String(revision)
    for (const { key, value } of puts) {
      const stored = encodeEntry(key, revision, value)
      this.batch.put(storedKey(key), stored)
      this.versions.set(key, version)
      this.#entries.push({ key, value: valueOf(stored), version })
    }
    for (const key of deletes) {
      this.batch.del(storedKey(key))
      this.versions.set(key, ABSENT)
    }
    this.#changes.push({ revision, puts: puts.map(({ key }) => key), deletes: [...deletes] })
  }

  /** What was written becomes what is read and watched. */
  publish(): void {
    const { log, cache } = this.#options
    for (const change of this.#changes) {
      for (const key of change.deletes) cache.delete(key)
      log.append(change)
    }
    // An entry that a later commit of the group deleted, or wrote again, is not the last word.
    for (const entry of this.#entries) {
      if (this.versions.get(entry.key) === entry.version) cache.set(entry)
    }
  }

  settle(failure?: AysError): void {
    if (failure === undefined) this.#resolve()
    else this.#reject(failure)
  }
}
