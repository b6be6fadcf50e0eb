import type { Entry } from '@ays/core'

/** What an entry takes beside its key and its value, about. */
const OVERHEAD = 200

/**
 * Entries that were read or written lately: asking LevelDB for one costs ten times as much. Nobody but
 * this process writes the database, and whoever writes it tells the cache once the write is durable.
 */
export class EntryCache {
  readonly #limit: number
  #young = new Map<string, Entry>()
  /** The generation before: when the next one is full, what is only here is forgotten. */
  #old = new Map<string, Entry>()
  #bytes = 0

  /** Keeps at most about so many bytes. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Undefined says nothing: the database may have it. The value is not the caller's to change. */
  get(key: string): Entry | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }

  set(entry: Entry): void {
    this.#young.set(entry.key, entry)
    this.#bytes += entry.key.length + entry.value.byteLength + OVERHEAD
    if (this.#bytes < this.#limit / 2) return
    this.#old = this.#young
    this.#young = new Map()
    this.#bytes = 0
  }

  delete(key: string): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}
