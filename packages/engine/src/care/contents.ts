import { createHash } from 'node:crypto'
import type { Entry, SignalOption, Store } from '@ays/core'
import { isCareKey } from '../state/keys.ts'

/** A key and its bytes, wherever they are kept. */
export type Content = Pick<Entry, 'key' | 'value'>

/** What a store or a backup holds. Equal digests: the same keys with the same bytes. */
export interface Contents {
  readonly entries: number
  /** Of keys and values together. */
  readonly bytes: number
  /**
   * sha256, hexadecimal, over every entry in the order of the keys: length of the key, length of the
   * value (four bytes each, the highest first), the key in UTF-8, the value.
   */
  readonly digest: string
}

/** How far the care of a store is. */
export interface CareProgress {
  readonly phase: 'wait' | 'copy' | 'compare' | 'read' | 'write' | 'verify'
  readonly entries: number
  readonly bytes: number
  /** How many entries there will be, when that is known. */
  readonly total?: number
}

export interface CareOptions extends SignalOption {
  /** Told about every thousand entries. */
  readonly on?: (progress: CareProgress) => void
}

const EVERY = 1000

/** Adds up the contents of what is told to it in the order of the keys. */
export class ContentsCounter {
  readonly #report: (entries: number, bytes: number) => void
  readonly #hash = createHash('sha256')
  readonly #lengths = Buffer.alloc(8)
  #entries = 0
  #bytes = 0

  /** Tells `on` how far it is, as what `as` says. */
  constructor(
    on?: CareOptions['on'],
    as: Pick<CareProgress, 'phase' | 'total'> = { phase: 'read' },
  ) {
    this.#report = (entries, bytes) => on?.({ ...as, entries, bytes })
  }

  add({ key, value }: Content): void {
    const name = Buffer.from(key)
    this.#lengths.writeUInt32BE(name.length, 0)
    this.#lengths.writeUInt32BE(value.byteLength, 4)
    this.#hash.update(this.#lengths).update(name).update(value)
    this.#entries += 1
    this.#bytes += name.length + value.byteLength
    if (this.#entries % EVERY === 0) this.#report(this.#entries, this.#bytes)
  }

  /** Nothing is added afterwards. */
  finish(): Contents {
    this.#report(this.#entries, this.#bytes)
    return { entries: this.#entries, bytes: this.#bytes, digest: this.#hash.digest('hex') }
  }
}

/** Every entry of the repository, or those from a key on, without what the care of its store keeps for itself. */
export async function* contentsOf(
  store: Store,
  options: SignalOption & { readonly from?: string } = {},
): AsyncGenerator<Entry> {
  const { from = '' } = options
  for await (const entry of store.scan({ from }, options)) if (!isCareKey(entry.key)) yield entry
}

/** The contents of a store as they are read now. */
export async function readContents(store: Store, options: CareOptions = {}): Promise<Contents> {
  const counter = new ContentsCounter(options.on, { phase: 'compare' })
  for await (const entry of contentsOf(store, options)) counter.add(entry)
  return counter.finish()
}
