import type { Entry, RecordCodec, StoreFault } from '@ays/core'
import type { Records } from '../../state/records.ts'
import type { Schemas } from '../../state/schemas.ts'

/** What is wrong, and what the key should hold if the records tell. */
export interface Verdict {
  readonly kind: StoreFault['kind']
  readonly message: string
  /** Without value: the key should not be there. */
  readonly fix?: { readonly value?: Uint8Array }
}

/** A sentence that is true of every sound store, about keys as they are at one moment. */
export interface Invariant {
  /** What a fault is told of, and what its fix writes. */
  readonly key: string
  /** Every key that is judged. */
  readonly reads: readonly string[]
  readonly judge: (reading: Reading) => Verdict | undefined
}

/** What invariants are made with. */
export interface VerifyTools {
  readonly records: Records
  readonly schemas: Schemas
  /** Id of the repository. */
  readonly repository: string
}

/** Entries as they were read; what is not there is undefined. */
export class Reading {
  readonly #entries: ReadonlyMap<string, Entry | undefined>

  constructor(entries: ReadonlyMap<string, Entry | undefined>) {
    this.#entries = entries
  }

  entry(key: string): Entry | undefined {
    return this.#entries.get(key)
  }

  /** Throws {@link UnreadableRecord}. */
  record<T>(codec: RecordCodec<T>, key: string): T | undefined {
    const entry = this.entry(key)
    if (!entry) return undefined
    try {
      return codec.decode(entry.value)
    } catch (cause) {
      throw new UnreadableRecord(key, cause)
    }
  }
}

/** Bytes that are no record, met while something is judged. */
class UnreadableRecord extends Error {
  readonly key: string

  constructor(key: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : 'unknown', { cause })
    this.key = key
  }
}

/** An unreadable record is a fault of its own key, and of no other that it is needed for. */
export function judge({ key, judge: ask }: Invariant, reading: Reading): Verdict | undefined {
  try {
    return ask(reading)
  } catch (error) {
    if (!(error instanceof UnreadableRecord)) throw error
    if (error.key !== key) return undefined
    return { kind: 'record', message: `its bytes are no record: ${error.message}` }
  }
}
