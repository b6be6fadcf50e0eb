import type { Entry } from '@ays/core'

/** What an entry takes beside its key and its value, about. */
const OVERHEAD = 200
/** In place of an entry that was deleted. */
const GONE = Symbol('gone')

type Known = Entry | typeof GONE

/**
 * Entries that were read, written or deleted lately: asking LevelDB for one costs ten times as much. Nobody but
 * this process writes the database, and whoever writes it tells the cache once the write is durable.
 */
export class EntryCache {
  readonly #limit: number
  #young = new Map<string, Known>()
  /** The generation before: when the next one is full, what is only here is forgotten. */
  #old = new Map<string, Known>()
  #bytes = 0

  /** Keeps at most about so many bytes. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Undefined says nothing: the database may have it. The value is not the caller's to change. */
  get(key: string): Entry | undefined {
    const known = this.#find(key)
    return known === GONE ? undefined : known
  }

  /** True says that the database has none. */
  lacks(key: string): boolean {
    return this.#find(key) === GONE
  }

  set(entry: Entry): void {
    this.#keep(entry.key, entry, entry.value.byteLength)
  }

  delete(key: string): void {
    this.#keep(key, GONE, 0)
  }

  #find(key: string): Known | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }

  #keep(key: string, known: Known, bytes: number): void {
    this.#young.set(key, known)
    this.#bytes += key.length + bytes + OVERHEAD
    if (this.#bytes < this.#limit / 2) return
    this.#old = this.#young
    this.#young = new Map()
    this.#bytes = 0
  }
}
