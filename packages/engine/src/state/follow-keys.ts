import { type Change, isAysError, type Store, Wake } from '@ays/core'

const PULSE = 1000

export interface FollowOptions {
  readonly signal: AbortSignal
  /** The longest time between two answers, milliseconds; a second unless told. */
  readonly pulse?: number
  /** The mark of an earlier answer: what has changed since is the first one. */
  readonly from?: string | undefined
}

/** What one answer tells. */
export interface KeyNews {
  /** The keys that changed since the answer before. Undefined: any may have changed. */
  readonly keys: ReadonlySet<string> | undefined
  /** Every change up to this revision was told; undefined when nothing was since the answer before. */
  readonly mark: string | undefined
}

/**
 * The keys under a prefix that changed since the last answer, as soon as there are some, and none when the
 * pulse is over. Any may have changed at the first answer without `from`, and at every one of a store that
 * cannot watch. Ends when the signal is aborted or the store closes.
 */
export async function* followKeys(
  store: Store,
  prefix: string,
  { signal, pulse = PULSE, from }: FollowOptions,
): AsyncGenerator<KeyNews> {
  const leaving = new AbortController()
  const stop = AbortSignal.any([signal, leaving.signal])
  const news = new News(!store.capabilities.watch, from)
  const watching = store.capabilities.watch ? news.read(store, prefix, stop) : undefined
  try {
    // Whether the store still knows that revision is news too.
    if (from !== undefined) await news.wait(stop, pulse)
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
  /** The revision of the last change. */
  #newest: string | undefined
  #marked: string | undefined
  #failure: { readonly error: unknown } | undefined
  over = false

  constructor(blind: boolean, from: string | undefined) {
    this.#blind = blind
    this.#newest = from
    this.#marked = from
    if (!blind && from !== undefined) this.#keys = new Set()
  }

  take(): KeyNews {
    if (this.#failure) throw this.#failure.error
    const keys = this.#keys
    this.#keys = this.#blind ? undefined : new Set()
    const mark = this.#newest === this.#marked ? undefined : before(this.#newest)
    this.#marked = this.#newest
    return { keys, mark }
  }

  async wait(signal: AbortSignal, pulse: number): Promise<void> {
    const waiting = !this.#failure && !this.over && this.#keys?.size !== 0
    if (this.#blind || !waiting) await this.#wake.wait(signal, pulse)
  }

  /** Never rejects: who takes the news gets the failure. */
  async read(store: Store, prefix: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.over && !this.#failure) {
      try {
        const from = this.#newest
        const range = { signal, ...(from !== undefined && { from }) }
        for await (const change of store.watch(prefix, range)) this.#add(change)
        this.over = true
      } catch (error) {
        this.#newest = undefined
        if (isAysError(error, 'AYS_STORE_WATCH_LOST')) this.#keys = undefined
        else this.#failure = { error }
      }
      this.#wake.fire()
    }
  }

  #add({ key, revision }: Change): void {
    this.#keys?.add(key)
    this.#newest = revision
    this.#wake.fire()
  }
}

/** Of a commit whose changes were told, more may come. */
function before(revision: string | undefined): string | undefined {
  return revision === undefined ? undefined : String(BigInt(revision) - 1n)
}
