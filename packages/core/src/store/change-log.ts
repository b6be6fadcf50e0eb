import { revisionNumber } from './keys.ts'
import { notOpenError, watchLostError } from './store-errors.ts'
import type { Change, SignalOption } from './store.ts'
import { Wake } from './wake.ts'

/** What one commit did to the keys. */
export interface ChangedKeys {
  readonly revision: number
  readonly puts: readonly string[]
  readonly deletes: readonly string[]
}

const CAPACITY = 50_000

/** The latest commits of a store that lives in this process: what its watch() reads. */
export class ChangeLog {
  readonly #capacity: number
  readonly #wake = new Wake()
  #commits: ChangedKeys[] = []
  #size = 0
  /** What happened up to this revision is not known here. */
  #lost: number
  #latest: number
  #closed = false

  /** Begins after `revision`; remembers at least `capacity` changes. */
  constructor(revision: number, capacity = CAPACITY) {
    this.#lost = revision
    this.#latest = revision
    this.#capacity = capacity
  }

  /** Adds a commit, whose revision is above all before it. */
  append(commit: ChangedKeys): void {
    this.#latest = commit.revision
    this.#commits.push(commit)
    this.#size += sizeOf(commit)
    if (this.#size > 2 * this.#capacity) this.#forget()
    this.#wake.fire()
  }

  /** Ends every watch. */
  close(): void {
    this.#closed = true
    this.#wake.fire()
  }

  /** As Store.watch(); the place to begin is taken before this returns. */
  watch(
    prefix: string,
    { from, signal }: SignalOption & { readonly from?: string } = {},
  ): AsyncIterable<Change> {
    return this.#follow(prefix, from ?? String(this.#latest), signal)
  }

  async *#follow(prefix: string, from: string, signal?: AbortSignal): AsyncGenerator<Change> {
    const over = () => this.#closed || signal?.aborted === true
    let seen = revisionNumber(from)
    if (seen > this.#latest) throw watchLostError(from)
    while (!over()) {
      if (seen < this.#lost) throw watchLostError(String(seen))
      const commit = this.#commits[this.#indexAfter(seen)]
      if (commit === undefined) {
        await this.#wake.wait(signal)
        continue
      }
      for (const change of changesUnder(prefix, commit)) {
        if (over()) return
        yield change
      }
      seen = commit.revision
    }
  }

  /** Half at once, so that an append stays cheap; never the latest. */
  #forget(): void {
    let index = 0
    for (; this.#size > this.#capacity && index < this.#commits.length - 1; index++) {
      const commit = this.#commits[index]
      if (commit === undefined) break
      this.#size -= sizeOf(commit)
      this.#lost = commit.revision
    }
    this.#commits = this.#commits.slice(index)
  }

  #indexAfter(revision: number): number {
    let low = 0
    let high = this.#commits.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#commits[middle]?.revision ?? 0) > revision) high = middle
      else low = middle + 1
    }
    return low
  }
}

function sizeOf({ puts, deletes }: ChangedKeys): number {
  return 1 + puts.length + deletes.length
}

function* changesUnder(prefix: string, { revision, puts, deletes }: ChangedKeys) {
  const version = String(revision)
  for (const key of puts) if (key.startsWith(prefix)) yield { revision: version, key, version }
  for (const key of deletes) if (key.startsWith(prefix)) yield { revision: version, key }
}

/** The watch of a store that is not open: fails with AYS_STORE_NOT_OPEN when it is read. */
export function closedWatch(): AsyncIterable<Change> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(notOpenError()) }) }
}
