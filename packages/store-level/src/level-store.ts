import {
  assertKey,
  type Change,
  checkCommit,
  closedWatch,
  type Commit,
  type CommitResult,
  type Entry,
  keyBounds,
  type Lease,
  type LeaseOptions,
  Opening,
  type ScanRange,
  type SignalOption,
  type Store,
  type StoreCapabilities,
  type StoreUsage,
} from '@ays/core'
import { sizeOf } from './database-folder.ts'
import { LevelSession } from './level-session.ts'
import { mapError } from './map-error.ts'
import type { LevelStoreOptions } from './options.ts'
import { AFTER_ENTRIES, decodeEntry, entryOf, storedKey } from './stored-entry.ts'

/** Up to here, reading in this thread is faster than asking another for it. */
const FEW_KEYS = 64
const PAGE = { entries: 1000, bytes: 2 ** 18 }

/** Keeps entries in one LevelDB folder: no server, one process at a time. */
export class LevelStore implements Store {
  readonly capabilities: StoreCapabilities = {
    shared: false,
    durable: true,
    watch: true,
    limits: { keys: 2_000_000, bytes: 2 ** 29, value: 2 ** 26 },
  }
  readonly #path: string
  readonly #opening: Opening<LevelSession>

  constructor({ path }: LevelStoreOptions) {
    this.#path = path
    this.#opening = new Opening(() => LevelSession.start(path))
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
    return this.#guard(() => session.read(key))
  }

  async getMany(
    keys: readonly string[],
    { signal }: SignalOption = {},
  ): Promise<(Entry | undefined)[]> {
    const session = this.#opening.use(signal)
    for (const key of keys) assertKey(key)
    return this.#guard(async () => {
      const unknown = keys.filter((key) => !session.knows(key))
      if (unknown.length <= FEW_KEYS) return keys.map((key) => session.read(key))
      const stored = await session.db.getMany(unknown.map(storedKey))
      const found = new Map(unknown.map((key, index) => [key, stored[index]]))
      return keys.map((key) => (found.has(key) ? entryOf(key, found.get(key)) : session.read(key)))
    })
  }

  async *scan(range: ScanRange, { signal }: SignalOption = {}): AsyncGenerator<Entry> {
    const { db } = this.#opening.use(signal)
    const bounds = keyBounds(range)
    if (bounds === undefined) return
    const iterator = db.iterator({
      gte: storedKey(bounds.from),
      lt: bounds.to === undefined ? AFTER_ENTRIES : storedKey(bounds.to),
      reverse: range.reverse ?? false,
      limit: range.limit ?? -1,
      highWaterMarkBytes: PAGE.bytes,
    })
    try {
      for (;;) {
        const page = await this.#guard(() => iterator.nextv(PAGE.entries))
        if (page.length === 0) return
        for (const [key, value] of page) {
          this.#opening.use(signal)
          yield decodeEntry(key.slice(1), value)
        }
      }
    } finally {
      await iterator.close()
    }
  }

  async commit(commit: Commit, { signal }: SignalOption = {}): Promise<CommitResult> {
    const { commits } = this.#opening.use(signal)
    checkCommit(commit, this.capabilities.limits)
    return this.#guard(() => commits.submit(commit))
  }

  watch(
    prefix: string,
    options: SignalOption & { readonly from?: string } = {},
  ): AsyncIterable<Change> {
    return this.#opening.session?.log.watch(prefix, options) ?? closedWatch()
  }

  /** The token is durable, so that it is never given again. */
  async lease(name: string, options: LeaseOptions): Promise<Lease> {
    const { commits } = this.#opening.use(options.signal)
    assertKey(name)
    const lease = await commits.leases.grant(name, options)
    await this.#guard(() => commits.flush())
    return lease
  }

  async isLeased(name: string, { signal }: SignalOption = {}): Promise<boolean> {
    const { commits } = this.#opening.use(signal)
    assertKey(name)
    return commits.leases.isHeld(name)
  }

  /** The one process, and the size of its folder. */
  async usage({ signal }: SignalOption = {}): Promise<StoreUsage> {
    this.#opening.use(signal)
    const bytes = await this.#guard(() => sizeOf(this.#path))
    return { bytes, users: [`process ${process.pid}`] }
  }

  async #guard<T>(run: () => T | Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      throw mapError(error, this.#path)
    }
  }
}
