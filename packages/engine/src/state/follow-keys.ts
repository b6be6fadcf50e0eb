import { isAysError, type Store, Wake } from '@ays/core'

const PULSE = 1000

export interface FollowOptions {
  readonly signal: AbortSignal
  /** The longest time between two answers, milliseconds; a second unless told. */
  readonly pulse?: number
}

/**
 * The keys under a prefix that changed since the last answer, as soon as there are some, and none when the
 * pulse is over. Undefined instead: any may have changed. That is the first answer, and every one of a
 * store that cannot watch. Ends when the signal is aborted or the store closes.
 */
export async function* followKeys(
  store: Store,
  prefix: string,
  { signal, pulse = PULSE }: FollowOptions,
): AsyncGenerator<ReadonlySet<string> | undefined> {
  const leaving = new AbortController()
  const stop = AbortSignal.any([signal, leaving.signal])
  const news = new News(!store.capabilities.watch)
  const watching = store.capabilities.watch ? news.read(store, prefix, stop) : undefined
  try {
    while (!stop.aborted && !news.over) {
      yield news.take()
      await news.wait(stop, pulse)
    }
  } finally {
    leaving.abort()
    await watching
  }
}

/** What a watch has told and nobody has taken yet. */
class News {
  readonly #blind: boolean
  readonly #wake = new Wake()
  #keys: Set<string> | undefined
  #failure: { readonly error: unknown } | undefined
  over = false

  constructor(blind: boolean) {
    this.#blind = blind
  }

  take(): ReadonlySet<string> | undefined {
    if (this.#failure) throw this.#failure.error
    const keys = this.#keys
    this.#keys = this.#blind ? undefined : new Set()
    return keys
  }

  async wait(signal: AbortSignal, pulse: number): Promise<void> {
    const waiting = !this.#failure && !this.over && this.#keys?.size !== 0
    if (this.#blind || !waiting) await this.#wake.wait(signal, pulse)
  }

  /** Never rejects: who takes the news gets the failure. */
  async read(store: Store, prefix: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.over && !this.#failure) {
      try {
        for await (const { key } of store.watch(prefix, { signal })) this.#add(key)
        this.over = true
      } catch (error) {
        if (isAysError(error, 'AYS_STORE_WATCH_LOST')) this.#keys = undefined
        else this.#failure = { error }
      }
      this.#wake.fire()
    }
  }

  #add(key: string): void {
    this.#keys?.add(key)
    this.#wake.fire()
  }
}
