/** What a store can do and hold: data, read by the contract and by the planner. */
export interface StoreCapabilities {
  /** Several processes may have the same data open at once. */
  readonly shared: boolean
  /** A commit that was answered survives the death of the process and of the machine. May be known only when it is open. */
  readonly durable: boolean
  /** watch() works. */
  readonly watch: boolean
  readonly limits: StoreLimits
}

/** Above these a commit is refused with AYS_STORE_TOO_LARGE before anything is written. */
export interface StoreLimits {
  /** Checks, puts and deletes of one commit together. */
  readonly keys: number
  /** Keys and values of one commit together, in bytes. */
  readonly bytes: number
  /** One value, in bytes. */
  readonly value: number
}

/** A stored value. The bytes belong to the reader: changing them changes nothing that is stored. */
export interface Entry {
  readonly key: string
  readonly value: Uint8Array
  /** The revision of the commit that wrote it. Never repeats for a key, not even after a delete. */
  readonly version: string
}

/** Which keys to scan. All bounds together; none means everything. */
export interface ScanRange {
  readonly prefix?: string
  /** The first key, included. */
  readonly from?: string
  /** The first key that is left out. */
  readonly to?: string
  /** From the last key to the first. */
  readonly reverse?: boolean
  readonly limit?: number
}

/** An expectation: the key has this version, or does not exist. */
export interface Check {
  readonly key: string
  readonly version: string
}

/** The version of a key that must not exist. */
export const ABSENT = 'absent'

/** One atomic change: all of it or none. */
export interface Commit {
  /**
   * The same commit under the same id is answered as the first time, so a lost reply can be asked again.
   * Remembered for the last 1,000 commits at least. A commit that failed is not remembered: it is judged anew.
   */
  readonly id?: string
  readonly checks?: readonly Check[]
  readonly puts?: readonly { readonly key: string; readonly value: Uint8Array }[]
  /** Deleting what is not there is not an error. A key is named once among puts and deletes, else AYS_USAGE. */
  readonly deletes?: readonly string[]
  /** Leases that must still be held under this token. */
  readonly fences?: readonly Fence[]
}

export interface Fence {
  readonly lease: string
  readonly token: number
}

export interface CommitResult {
  /** Of this commit; grows with every commit of the store. Decimal, up to 2^63. */
  readonly revision: string
  /** The new version of every key that was put. */
  readonly versions: ReadonlyMap<string, string>
}

/** One change as watch() reports it. */
export interface Change {
  readonly revision: string
  readonly key: string
  /** Absent when the key was deleted. */
  readonly version?: string
}

/** A right that lasts until it is released or its time is over, by the store's clock. */
export interface Lease {
  readonly name: string
  /** Grows with every grant of this name; renewal keeps it. Goes into {@link Commit.fences}. */
  readonly token: number
  /** Starts the time again. AYS_STORE_FENCED when it is over or another holds it. */
  renew(options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Gives it back; never fails because it was lost already. */
  release(): Promise<void>
}

export interface LeaseOptions {
  /** Milliseconds above zero, else AYS_USAGE. */
  readonly ttl: number
  /** Waits for the holder to go instead of failing with AYS_STORE_LEASE_HELD. */
  readonly wait?: boolean
  readonly signal?: AbortSignal
}

export interface SignalOption {
  readonly signal?: AbortSignal
}

/** What a store takes and who uses it, as far as it can tell. */
export interface StoreUsage {
  /** Of the disk or of the memory of its server. */
  readonly bytes?: number
  /** Who has it open: processes, and where they are when not all are here. */
  readonly users?: readonly string[]
}

/**
 * Ordered map of string keys to bytes, in the byte order of the UTF-8 keys. Every state change of
 * the engine is one {@link Store.commit}.
 *
 * Every method fails with AYS_STORE_NOT_OPEN before open() and after closing, and (but watch()) with
 * AYS_CANCELLED when its signal is aborted before it changed anything. Keys, and names of leases, are
 * well-formed Unicode, else AYS_USAGE. Closing answers what is under way; what waits ends with
 * AYS_STORE_NOT_OPEN. A closed store can be opened again.
 */
export interface Store extends AsyncDisposable {
  readonly capabilities: StoreCapabilities
  /**
   * Opens, creating what is missing; opening twice is one opening. AYS_STORE_LOCKED, AYS_STORE_UNREACHABLE,
   * AYS_STORE_UNSAFE, AYS_STORE_DAMAGED.
   */
  open(options?: SignalOption): Promise<void>
  /** The entry as of the last commit that was answered before the call, or a later one. */
  get(key: string, options?: SignalOption): Promise<Entry | undefined>
  /** As get(), in the order of the keys; not one snapshot. */
  getMany(keys: readonly string[], options?: SignalOption): Promise<(Entry | undefined)[]>
  /**
   * The entries in byte order. Weak: an entry that is unchanged throughout is seen exactly once;
   * of a concurrent commit a part may be seen.
   */
  scan(range: ScanRange, options?: SignalOption): AsyncIterable<Entry>
  /**
   * All or nothing. Judged in this order: usage and limits, the id, the fences, the checks.
   * AYS_STORE_CONFLICT names every failed check in `details.conflicts`
   * (`{ key, expected, found }[]`); AYS_STORE_FENCED names the lease; AYS_STORE_TOO_LARGE comes before
   * anything is written; AYS_STORE_UNKNOWN when the answer was lost and could not be asked again.
   */
  commit(commit: Commit, options?: SignalOption): Promise<CommitResult>
  /**
   * Changes of keys under a prefix, in the order of their revisions (of one commit: the puts, then the
   * deletes), from the first commit after
   * `from` (without it, after the call, of the commits of this instance). Without a gap, else
   * AYS_STORE_WATCH_LOST, also when the store never had that revision. Ends when the signal is
   * aborted or the store closes.
   */
  watch(prefix: string, options?: SignalOption & { readonly from?: string }): AsyncIterable<Change>
  /** Grants the lease or fails with AYS_STORE_LEASE_HELD. All leases are void when an unshared store opens. */
  lease(name: string, options: LeaseOptions): Promise<Lease>
  /** Whether anybody holds the lease now, by the store's clock. Takes nothing from who holds or asks for it. */
  isLeased(name: string, options?: SignalOption): Promise<boolean>
  /** For people to look at. A store that can tell nothing has none. */
  usage?(options?: SignalOption): Promise<StoreUsage>
}
