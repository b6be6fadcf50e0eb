import {
  type Change,
  checkCommit,
  closedWatch,
  type Commit,
  type CommitResult,
  type Entry,
  isCancelled,
  type Lease,
  type LeaseOptions,
  type MemoryStore,
  notOpenError,
  Opening,
  type ScanRange,
  type SignalOption,
  type Store,
  type StoreCapabilities,
  type StoreUsage,
} from '@ays/core'

/** Another instance on the data of a MemoryStore that stays open: shared, without a server. */
export class SharedMemory implements Store {
  readonly #server: MemoryStore
  readonly #opening: Opening<Handle>

  constructor(server: MemoryStore) {
    this.#server = server
    this.#opening = new Opening(async () => {
      await server.open()
      return new Handle()
    })
  }

  get capabilities(): StoreCapabilities {
    const limits = { keys: 10_000, bytes: 2 ** 25, value: 2 ** 24 }
    return { ...this.#server.capabilities, shared: true, durable: true, limits }
  }

  open(options?: SignalOption): Promise<void> {
    return this.#opening.open(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opening.close()
  }

  async get(key: string, options: SignalOption = {}): Promise<Entry | undefined> {
    this.#opening.use(options.signal)
    return this.#server.get(key, options)
  }

  async getMany(
    keys: readonly string[],
    options: SignalOption = {},
  ): Promise<(Entry | undefined)[]> {
    this.#opening.use(options.signal)
    return this.#server.getMany(keys, options)
  }

  async *scan(range: ScanRange, options: SignalOption = {}): AsyncGenerator<Entry> {
    for await (const entry of this.#server.scan(range, options)) {
      this.#opening.use(options.signal)
      yield entry
    }
    this.#opening.use(options.signal)
  }

  async commit(commit: Commit, options: SignalOption = {}): Promise<CommitResult> {
    this.#opening.use(options.signal)
    checkCommit(commit, this.capabilities.limits)
    return this.#server.commit(commit, options)
  }

  watch(
    prefix: string,
    options: SignalOption & { readonly from?: string } = {},
  ): AsyncIterable<Change> {
    const closing = this.#opening.session?.signal
    if (closing === undefined) return closedWatch()
    return this.#server.watch(prefix, { ...options, signal: either(closing, options.signal) })
  }

  async lease(name: string, options: LeaseOptions): Promise<Lease> {
    const closing = this.#opening.use(options.signal).signal
    const signal = either(closing, options.signal)
    try {
      return await this.#server.lease(name, { ...options, signal })
    } catch (error) {
      throw closing.aborted && isCancelled(error) ? notOpenError({ cause: error }) : error
    }
  }

  async isLeased(name: string, options: SignalOption = {}): Promise<boolean> {
    this.#opening.use(options.signal)
    return this.#server.isLeased(name, options)
  }

  async usage(options: SignalOption = {}): Promise<StoreUsage> {
    this.#opening.use(options.signal)
    return { bytes: 1, users: ['this process'] }
  }
}

class Handle {
  readonly #closing = new AbortController()

  get signal(): AbortSignal {
    return this.#closing.signal
  }

  async close(): Promise<void> {
    this.#closing.abort()
  }
}

function either(a: AbortSignal, b: AbortSignal | undefined): AbortSignal {
  return b === undefined ? a : AbortSignal.any([a, b])
}
