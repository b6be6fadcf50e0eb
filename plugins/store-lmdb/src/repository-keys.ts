import { createHash } from 'node:crypto'
import { AysError } from '@ays/core'

/** The longest key that LMDB takes on pages of 8 KB. */
const LONGEST = 4026

/** What a repository keeps beside its entries; the byte that begins the rest of a key. */
const KIND = { entry: 'e', id: 'i', idOf: 'o', lease: 'l', change: 'c', head: 'h' }

/** The keys of one repository in the environment: all begin with its id. */
export class RepositoryKeys {
  /** Head: the last revision and what else there is one of. */
  readonly head: Buffer
  readonly #id: string
  /** Where the key of an entry begins. */
  readonly #entryAt: number

  /** AYS_USAGE for an id that is empty or too long, or has a zero byte. */
  constructor(id: string) {
    if (id === '' || id.length > 200 || id.includes('\0')) {
      throw new AysError('AYS_USAGE', `${JSON.stringify(id)} is not the id of a repository`, {
        hint: 'Give ays.yaml the id that "ays init" wrote.',
      })
    }
    this.#id = id
    this.head = this.#key(KIND.head, '')
    this.#entryAt = this.#key(KIND.entry, '').length
  }

  /** Where an entry is. AYS_USAGE for a key that is too long for LMDB. */
  entry(key: string): Buffer {
    const stored = this.#key(KIND.entry, key)
    if (stored.length <= LONGEST) return stored
    const most = LONGEST - stored.length + Buffer.byteLength(key)
    throw new AysError('AYS_USAGE', `a key has ${Buffer.byteLength(key)} bytes: LMDB takes ${most}`)
  }

  /** The reverse of {@link entry}. */
  keyOf(stored: Buffer): string {
    return stored.toString('utf8', this.#entryAt)
  }

  /** The revision that was answered to a commit with this id. */
  id(id: string): Buffer {
    return this.#key(KIND.id, digest(id))
  }

  /** The key of the id that the commit with this revision had. */
  idOf(revision: number): Buffer {
    return this.#key(KIND.idOf, numbered(revision))
  }

  lease(name: string): Buffer {
    return this.#key(KIND.lease, digest(name))
  }

  /** What the commit with this revision changed. */
  change(revision: number): Buffer {
    return this.#key(KIND.change, numbered(revision))
  }

  /** The revision in a key of {@link change} or {@link idOf}. */
  revisionOf(stored: Buffer): number {
    return Number(stored.toString('latin1', stored.length - DIGITS))
  }

  /** The first key after all entries. */
  get afterEntries(): Buffer {
    return this.#key('f', '')
  }

  /** The bounds of everything of this repository. */
  get all(): { readonly start: Buffer; readonly end: Buffer } {
    return { start: Buffer.from(`${this.#id}\0`), end: Buffer.from(`${this.#id}\x01`) }
  }

  #key(kind: string, rest: string): Buffer {
    return Buffer.from(`${this.#id}\0${kind}${rest}`)
  }
}

/** Decimal digits of a safe integer. */
const DIGITS = 16

/** Its order is that of the numbers. */
function numbered(revision: number): string {
  return String(revision).padStart(DIGITS, '0')
}

/** Ids and names are any text of any length. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
