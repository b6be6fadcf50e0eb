import { AysError } from '../errors/ays-error.ts'
import type { ScanRange } from './store.ts'

/** A surrogate without its partner has no UTF-8 form: two such keys could become one. */
const LONE_SURROGATE = /\p{Surrogate}/u

/** Throws AYS_USAGE unless the key (or the name of a lease) is well-formed Unicode. */
export function assertKey(key: string): void {
  if (!LONE_SURROGATE.test(key)) return
  throw new AysError('AYS_USAGE', `${JSON.stringify(key)} is not well-formed Unicode`, {
    details: { key },
    hint: 'Encode binary keys, for example as hexadecimal digits.',
  })
}

/**
 * The order of every store: byte order of the UTF-8 keys. JavaScript's own order differs where
 * surrogates (U+10000 and above) meet U+E000..U+FFFF.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Puts the surrogates above all other units. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Where a scan begins (included) and ends (left out; absent: at the last key). */
export interface KeyBounds {
  readonly from: string
  readonly to: string | undefined
}

/** The bounds of a range with its prefix worked in; undefined when no key can be in it. AYS_USAGE as assertKey(). */
export function keyBounds({ prefix = '', from = '', to }: ScanRange): KeyBounds | undefined {
  for (const key of [prefix, from, to ?? '']) assertKey(key)
  const first = compareKeys(from, prefix) > 0 ? from : prefix
  const end = earlier(to, afterPrefix(prefix))
  return end !== undefined && compareKeys(first, end) >= 0 ? undefined : { from: first, to: end }
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return compareKeys(a, b) < 0 ? a : b
}

/** The first key after all that begin with the prefix: byte order is the order of code points. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return undefined
}

/** The number of a revision; AYS_USAGE for what no commit ever answered. */
export function revisionNumber(revision: string): number {
  const number = /^\d+$/.test(revision) ? Number(revision) : Number.NaN
  if (Number.isSafeInteger(number)) return number
  throw new AysError('AYS_USAGE', `${JSON.stringify(revision)} is not a revision`)
}
