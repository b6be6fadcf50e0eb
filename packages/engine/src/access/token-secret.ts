import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** So that a secret is known for one when it turns up where it should not be. */
const MARK = 'ays'
const BYTES = 32

/** What a caller sends, `ays_<id>_<secret>`, and what is kept of it. */
export interface MadeSecret {
  readonly text: string
  readonly hash: Uint8Array
}

/** 256 random bits: nobody guesses them, so one round of sha256 keeps them as well as a slow hash would. */
export function makeSecret(id: string): MadeSecret {
  const text = `${MARK}_${id}_${randomBytes(BYTES).toString('base64url')}`
  return { text, hash: hashOf(text) }
}

/** The id that a secret names; undefined when the text is none. */
export function idOfSecret(text: string): string | undefined {
  return /^ays_([0-9A-Z]{26})_[\w-]{43}$/.exec(text)?.[1]
}

/** Takes as long whether it is nearly right or not at all. */
export function isSecret(text: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashOf(text), hash)
}

function hashOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
