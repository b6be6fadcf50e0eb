/** What a check of the whole store found. */
export interface VerifyReport {
  readonly entries: number
  /** Of keys and values together. */
  readonly bytes: number
  /** sha256 over all entries, as they were read. */
  readonly digest: string
  /** How many there are. */
  readonly found: number
  /** How many of them were mended. */
  readonly repaired: number
  /** The first thousand. */
  readonly faults: readonly StoreFault[]
}

export interface StoreFault {
  readonly key: string
  /**
   * `record`: not what its schema or its key says; `index`: not what the records say; `reference`: names
   * what is not there; `unknown`: nothing that AYS writes.
   */
  readonly kind: 'record' | 'index' | 'reference' | 'unknown'
  /** What is wrong, and what it means. */
  readonly message: string
  /** What is right follows from the records, so that it can be mended. */
  readonly repairable: boolean
  readonly repaired: boolean
}
