import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  assertKey,
  type Change,
  checkCommit,
  closedWatch,
  type Commit,
  type CommitResult,
  type Entry,
  type Lease,
  type LeaseOptions,
  Opening,
  type ScanRange,
  type SignalOption,
  type Store,
  type StoreCapabilities,
  type StoreUsage,
  throwIfAborted,
} from '@ays/core'
import type { Environment } from './environment.ts'
import { grantLease } from './grant-lease.ts'
import { judgeCommit } from './judge-commit.ts'
import { readLease } from './lease-records.ts'
import { LmdbSession } from './lmdb-session.ts'
import type { LmdbStoreOptions } from './options.ts'
import { decodeHead } from './repository-head.ts'
import { RepositoryKeys } from './repository-keys.ts'
import { scanPages } from './scan-pages.ts'
import { decodeEntry } from './stored-entry.ts'
import { watchChanges } from './watch-changes.ts'

/** Keeps one repository in an LMDB file that processes of this machine have open at the same time. */
export class LmdbStore implements Store {
  readonly capabilities: StoreCapabilities = {
    shared: true,
    durable: true,
    watch: true,
    limits: { keys: 250_000, bytes: 2 ** 28, value: 2 ** 26 },
  }
  readonly #path: string
  readonly #keys: RepositoryKeys
  readonly #opening: Opening<LmdbSession>

  /** AYS_USAGE for an id that is none. */
  constructor({ path, repository }: LmdbStoreOptions) {
    const keys = new RepositoryKeys(repository)
    this.#path = path
    this.#keys = keys
    this.#opening = new Opening(() => LmdbSession.start({ path, keys }))
  }

  open(options?: SignalOption): Promise<void> {
    return this.#opening.open(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opening.close()
  }

  async get(key: string, { signal }: SignalOption = {}): Promise<Entry | undefined> {
    const session = this.#opening.use(signal)
    assertKey(key)
    return session.read((db) => this.#entry(db, key))
  }

  async getMany(
    keys: readonly string[],
    { signal }: SignalOption = {},
  ): Promise<(Entry | undefined)[]> {
    const session = this.#opening.use(signal)
    for (const key of keys) assertKey(key)
    return session.read((db) => keys.map((key) => this.#entry(db, key)))
  }

  async *scan(range: ScanRange, { signal }: SignalOption = {}): AsyncGenerator<Entry> {
    for (const page of scanPages(() => this.#opening.use(signal), range)) {
      for (const entry of page) {
        this.#opening.use(signal)
        yield entry
      }
    }
  }

  async commit(commit: Commit, { signal }: SignalOption = {}): Promise<CommitResult> {
    const session = this.#opening.use(signal)
    checkCommit(commit, this.capabilities.limits)
    const own = this.#ownCopy(commit)
    return session.write((db) => {
      throwIfAborted(signal)
      return judgeCommit(db, this.#keys, own)
    })
  }

  watch(
    prefix: string,
    { from, signal }: SignalOption & { readonly from?: string } = {},
  ): AsyncIterable<Change> {
    const { session } = this.#opening
    if (session === undefined) return closedWatch()
    const begin =
      from ?? String(session.read((db) => decodeHead(db.getBinary(this.#keys.head)).revision))
    return watchChanges(session, prefix, begin, signal)
  }

  async lease(name: string, options: LeaseOptions): Promise<Lease> {
    this.#opening.use(options.signal)
    assertKey(name)
    return grantLease(this.#opening, name, options)
  }

  async isLeased(name: string, { signal }: SignalOption = {}): Promise<boolean> {
    const session = this.#opening.use(signal)
    assertKey(name)
    return session.read((db) => readLease(db, this.#keys, name)) !== undefined
  }

  /** The processes of this machine that have the file open, and its size: of all repositories in it. */
  async usage({ signal }: SignalOption = {}): Promise<StoreUsage> {
    const session = this.#opening.use(signal)
    const { size } = await stat(join(this.#path, 'data.mdb'))
    const readers = session.read((db) => db.readerList())
    const pids = Array.from(readers.matchAll(/^ *(\d+) /gm), ([, pid]) => pid)
    return { bytes: size, users: [...new Set(pids)].map((pid) => `process ${pid}`) }
  }

  #entry(db: Environment, key: string): Entry | undefined {
    const stored = db.getBinary(this.#keys.entry(key))
    return stored && decodeEntry(key, stored)
  }

  /** The caller may change its bytes at once. Refuses keys that are too long before anything is written. */
  #ownCopy({ puts = [], deletes = [], checks = [], ...rest }: Commit): Commit {
    for (const { key } of [...puts, ...checks]) this.#keys.entry(key)
    for (const key of deletes) this.#keys.entry(key)
    return {
      ...rest,
      checks,
      puts: puts.map(({ key, value }) => ({ key, value: value.slice() })),
      deletes: [...deletes],
    }
  }
}
