import { AysError, type Commit, type StoreLimits } from '@ays/core'
import type { Content } from './contents.ts'
import type { Difference } from './find-differences.ts'

/** Small enough for memory, and for a server that has others to serve. */
const BATCH = { keys: 2000, bytes: 2 ** 22 }
/** Of both limits, what is left for the keys that a commit has beside its batch. */
const RESERVE = { keys: 10, bytes: 2 ** 16 }

/** Puts and deletes of one commit, which stays below the limits of a store. */
export class EntryBatch {
  readonly #limits: StoreLimits
  #puts: Content[] = []
  #deletes: string[] = []
  #bytes = 0

  constructor(limits: StoreLimits) {
    this.#limits = {
      keys: Math.min(BATCH.keys, limits.keys - RESERVE.keys),
      bytes: limits.bytes - RESERVE.bytes,
      value: limits.value,
    }
  }

  get empty(): boolean {
    return this.#puts.length + this.#deletes.length === 0
  }

  /**
   * False when there is no room: take what is here first. An empty batch takes everything that fits at
   * all, else AYS_STORE_TOO_LARGE, which names the key.
   */
  add({ key, value }: Difference): boolean {
    const size = Buffer.byteLength(key) + (value?.byteLength ?? 0)
    this.#assertFits(key, value?.byteLength ?? 0, size)
    if (!this.#hasRoom(size)) return false
    if (value === undefined) this.#deletes.push(key)
    else this.#puts.push({ key, value })
    this.#bytes += size
    return true
  }

  /** What was gathered; the batch is empty afterwards. */
  take(): Required<Pick<Commit, 'puts' | 'deletes'>> {
    const taken = { puts: this.#puts, deletes: this.#deletes }
    this.#puts = []
    this.#deletes = []
    this.#bytes = 0
    return taken
  }

  #hasRoom(size: number): boolean {
    if (this.empty) return true
    const keys = this.#puts.length + this.#deletes.length + 1
    const bytes = this.#bytes + size
    return keys <= this.#limits.keys && bytes <= Math.min(BATCH.bytes, this.#limits.bytes)
  }

  #assertFits(key: string, value: number, size: number): void {
    const { bytes, value: most } = this.#limits
    if (value <= most && size <= bytes) return
    throw new AysError(
      'AYS_STORE_TOO_LARGE',
      `${JSON.stringify(key)} has ${value} bytes: the store takes ${Math.min(most, bytes)}`,
      { details: { key, bytes: value }, hint: 'Choose a store that takes larger values.' },
    )
  }
}
