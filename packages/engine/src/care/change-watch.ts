import { randomUUID } from 'node:crypto'
import { type Change, notOpenError, type Store, Wake } from '@ays/core'
import { isCareKey, keys } from '../state/keys.ts'

const NOTHING = new Uint8Array(0)

/** Gathers which keys of a store change. To know what came before a moment, it writes a mark. */
export class ChangeWatch implements AsyncDisposable {
  readonly #store: Store
  readonly #key: string
  readonly #stop = new AbortController()
  readonly #wake = new Wake()
  readonly #following: Promise<void>
  #changed = new Set<string>()
  /** Revision of the last mark that was seen. */
  #seen = 0

  private constructor(store: Store, key: string, from: string) {
    this.#store = store
    this.#key = key
    this.#following = this.#follow(store.watch('', { from, signal: this.#stop.signal }))
    // take() tells.
    this.#following.catch(() => undefined)
  }

  /** From now on. */
  static async start(store: Store): Promise<ChangeWatch> {
    const key = keys.backupMark(randomUUID())
    return new ChangeWatch(store, key, await mark(store, key))
  }

  /**
   * Every key that changed since the start, or since the last call was made. AYS_STORE_WATCH_LOST when
   * that is not known any more.
   */
  async take(): Promise<string[]> {
    const before = Number(await mark(this.#store, this.#key))
    while (this.#seen < before) await Promise.race([this.#wake.wait(undefined), this.#following])
    const changed = [...this.#changed]
    this.#changed = new Set()
    return changed
  }

  /** Removes its mark. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#following.catch(() => undefined)
    await this.#store.commit({ deletes: [this.#key] })
  }

  async #follow(changes: AsyncIterable<Change>): Promise<void> {
    for await (const { key, revision } of changes) {
      if (!isCareKey(key)) this.#changed.add(key)
      if (key !== this.#key) continue
      this.#seen = Number(revision)
      this.#wake.fire()
    }
    if (!this.#stop.signal.aborted) throw notOpenError()
  }
}

async function mark(store: Store, key: string): Promise<string> {
  return (await store.commit({ puts: [{ key, value: NOTHING }] })).revision
}
