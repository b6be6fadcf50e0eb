import type {
  Change,
  Commit,
  CommitResult,
  Entry,
  Lease,
  LeaseOptions,
  Metrics,
  ScanRange,
  SignalOption,
  Store,
  StoreCapabilities,
} from '@ays/core'

/** A store whose calls are measured, and which is otherwise the one that it is given. */
export class MeasuredStore implements Store {
  readonly #store: Store
  readonly #metrics: Metrics
  /** Absent where the store has none. */
  readonly usage?: NonNullable<Store['usage']>

  constructor(store: Store, metrics: Metrics) {
    this.#store = store
    this.#metrics = metrics
    const usage = store.usage?.bind(store)
    if (usage) this.usage = usage
  }

  get capabilities(): StoreCapabilities {
    return this.#store.capabilities
  }

  open(options?: SignalOption): Promise<void> {
    return this.#measure('open', () => this.#store.open(options))
  }

  get(key: string, options?: SignalOption): Promise<Entry | undefined> {
    return this.#measure('get', () => this.#store.get(key, options))
  }

  getMany(keys: readonly string[], options?: SignalOption): Promise<(Entry | undefined)[]> {
    return this.#measure('getMany', () => this.#store.getMany(keys, options))
  }

  scan(range: ScanRange, options?: SignalOption): AsyncIterable<Entry> {
    return this.#store.scan(range, options)
  }

  commit(commit: Commit, options?: SignalOption): Promise<CommitResult> {
    return this.#measure('commit', () => this.#store.commit(commit, options))
  }

  watch(
    prefix: string,
    options?: SignalOption & { readonly from?: string },
  ): AsyncIterable<Change> {
    return this.#store.watch(prefix, options)
  }

  lease(name: string, options: LeaseOptions): Promise<Lease> {
    return this.#store.lease(name, options)
  }

  isLeased(name: string, options?: SignalOption): Promise<boolean> {
    return this.#measure('isLeased', () => this.#store.isLeased(name, options))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]()
  }

  async #measure<T>(method: string, call: () => Promise<T>): Promise<T> {
    const began = performance.now()
    try {
      return await call()
    } finally {
      this.#metrics.record('ays_store_seconds', (performance.now() - began) / 1000, { method })
    }
  }
}
