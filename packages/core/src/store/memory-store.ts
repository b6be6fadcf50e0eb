import { ChangeLog, closedWatch } from './change-log.ts'
import { checkCommit } from './check-commit.ts'
import { assertKey, compareKeys, keyBounds } from './keys.ts'
import { LeaseTable } from './lease-table.ts'
import { conflictError, notOpenError, throwIfAborted } from './store-errors.ts'
import {
  ABSENT,
  type Change,
  type Check,
  type Commit,
  type CommitResult,
  type Entry,
  type Lease,
  type LeaseOptions,
  type ScanRange,
  type SignalOption,
  type Store,
  type StoreCapabilities,
} from './store.ts'

const REMEMBERED_IDS = 1000

/** What exists while the store is open. */
interface Session {
  readonly log: ChangeLog
  readonly leases: LeaseTable
}

/** Reference implementation: the shortest code that keeps the contract. Read it before you write yours. */
export class MemoryStore implements Store {
  readonly capabilities: StoreCapabilities = {
    shared: false,
    durable: false,
    watch: true,
    limits: { keys: 2_000_000, bytes: 2 ** 29, value: 2 ** 26 },
  }
  readonly #entries = new Map<string, Entry>()
  readonly #answers = new Map<string, CommitResult>()
  /** In order, as of the last scan; keys that are gone may still be here. */
  #sorted: readonly string[] = []
  /** Keys that came since, in no order. */
  #fresh: string[] = []
  #revision = 0
  #session: Session | undefined

  async open({ signal }: SignalOption = {}): Promise<void> {
    throwIfAborted(signal)
    this.#session ??= {
      log: new ChangeLog(this.#revision),
      leases: new LeaseTable(() => ++this.#revision),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#session?.log.close()
    this.#session?.leases.close()
    this.#session = undefined
  }

  async get(key: string, { signal }: SignalOption = {}): Promise<Entry | undefined> {
    this.#opened(signal)
    assertKey(key)
    return copy(this.#entries.get(key))
  }

  async getMany(
    keys: readonly string[],
    { signal }: SignalOption = {},
  ): Promise<(Entry | undefined)[]> {
    this.#opened(signal)
    for (const key of keys) assertKey(key)
    return keys.map((key) => copy(this.#entries.get(key)))
  }

  async *scan(range: ScanRange, { signal }: SignalOption = {}): AsyncGenerator<Entry> {
    this.#opened(signal)
    let left = range.limit ?? Infinity
    for (const key of this.#keysIn(range)) {
      if (left-- <= 0) return
      this.#opened(signal)
      const entry = copy(this.#entries.get(key))
      if (entry) yield entry
    }
  }

  async commit(commit: Commit, { signal }: SignalOption = {}): Promise<CommitResult> {
    const { log, leases } = this.#opened(signal)
    checkCommit(commit, this.capabilities.limits)
    const { id, checks = [], puts = [], deletes = [], fences = [] } = commit
    const answer = id === undefined ? undefined : this.#answers.get(id)
    if (answer) return answer
    for (const fence of fences) leases.assertHeld(fence)
    this.#assertUnchanged(checks)
    const revision = ++this.#revision
    const version = String(revision)
    for (const { key, value } of puts) this.#put({ key, value: value.slice(), version })
    for (const key of deletes) this.#entries.delete(key)
    log.append({ revision, puts: puts.map(({ key }) => key), deletes: [...deletes] })
    const result = {
      revision: version,
      versions: new Map(puts.map(({ key }) => [key, version])),
    }
    if (id !== undefined) this.#remember(id, result)
    return result
  }

  watch(
    prefix: string,
    options: SignalOption & { readonly from?: string } = {},
  ): AsyncIterable<Change> {
    return this.#session?.log.watch(prefix, options) ?? closedWatch()
  }

  async lease(name: string, options: LeaseOptions): Promise<Lease> {
    const { leases } = this.#opened(options.signal)
    assertKey(name)
    return leases.grant(name, options)
  }

  async isLeased(name: string, { signal }: SignalOption = {}): Promise<boolean> {
    const { leases } = this.#opened(signal)
    assertKey(name)
    return leases.isHeld(name)
  }

  #opened(signal: AbortSignal | undefined): Session {
    if (this.#session === undefined) throw notOpenError()
    throwIfAborted(signal)
    return this.#session
  }

  #assertUnchanged(checks: readonly Check[]): void {
    const conflicts = checks
      .map(({ key, version }) => ({
        key,
        expected: version,
        found: this.#entries.get(key)?.version ?? ABSENT,
      }))
      .filter(({ expected, found }) => expected !== found)
    if (conflicts.length > 0) throw conflictError(conflicts)
  }

  #put(entry: Entry): void {
    if (!this.#entries.has(entry.key)) this.#fresh.push(entry.key)
    this.#entries.set(entry.key, entry)
    // Keys that come and go would pile up.
    if (this.#fresh.length > 2 * this.#entries.size + 1000) this.#sort()
  }

  #remember(id: string, result: CommitResult): void {
    this.#answers.set(id, result)
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > REMEMBERED_IDS && oldest !== undefined) this.#answers.delete(oldest)
  }

  /** Nearly sorted arrays sort in linear time, so new keys are only appended until someone scans. */
  #sort(): void {
    const keys = new Set([...this.#sorted, ...this.#fresh])
    this.#sorted = [...keys].filter((key) => this.#entries.has(key)).toSorted(compareKeys)
    this.#fresh = []
  }

  #keysIn(range: ScanRange): string[] {
    const bounds = keyBounds(range)
    if (bounds === undefined) return []
    if (this.#fresh.length > 0) this.#sort()
    const keys = this.#sorted.slice(
      firstAtOrAfter(this.#sorted, bounds.from),
      bounds.to === undefined ? undefined : firstAtOrAfter(this.#sorted, bounds.to),
    )
    return range.reverse === true ? keys.toReversed() : keys
  }
}

function firstAtOrAfter(sorted: readonly string[], key: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareKeys(sorted[middle] ?? '', key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function copy(entry: Entry | undefined): Entry | undefined {
  return entry && { ...entry, value: entry.value.slice() }
}
