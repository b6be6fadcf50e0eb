import { malformed } from './malformed.ts'

/** An unpacked message is never larger, whatever its packed form claims. */
const MAX_UNPACKED = 64 << 20
/** A run is counted in one byte. */
const MAX_RUN = 255

/** Leaves out the zero bytes: the packed form of a message, or of several. */
export function pack(bytes: Uint8Array): Uint8Array {
  // The worst case is a tag and a count for every two words that hold no zero.
  const out = new Uint8Array(bytes.length + (bytes.length >>> 3) + (bytes.length >>> 4) + 16)
  let to = 0
  for (let at = 0; at < bytes.length;) {
    const tagAt = to++
    let tag = 0
    for (let bit = 0; bit < 8; bit++) {
      const byte = bytes[at + bit] ?? 0
      if (byte === 0) continue
      tag |= 1 << bit
      out[to++] = byte
    }
    out[tagAt] = tag
    at += 8
    if (tag === 0) {
      const words = countWords(bytes, at, (zeros) => zeros === 8)
      out[to++] = words
      at += words * 8
    } else if (tag === 255) {
      const words = countWords(bytes, at, (zeros) => zeros < 2)
      out[to++] = words
      out.set(bytes.subarray(at, at + words * 8), to)
      to += words * 8
      at += words * 8
    }
  }
  return out.slice(0, to)
}

/** The bytes that pack() made less of. AYS_MESSAGE_INVALID when cut off or above `limit` bytes. */
export function unpack(packed: Uint8Array, limit = MAX_UNPACKED): Uint8Array {
  const out = new Uint8Array(unpackedSize(packed, limit))
  let to = 0
  for (let at = 0; at < packed.length;) {
    const tag = packed[at++] ?? 0
    for (let bit = 0; bit < 8; bit++, to++)
      if ((tag & (1 << bit)) !== 0) out[to] = packed[at++] ?? 0
    if (tag === 0) to += (packed[at++] ?? 0) * 8
    else if (tag === 255) {
      const size = (packed[at++] ?? 0) * 8
      out.set(packed.subarray(at, at + size), to)
      at += size
      to += size
    }
  }
  return out
}

/** Known before anything is allocated. */
function unpackedSize(packed: Uint8Array, limit: number): number {
  let size = 0
  for (let at = 0; at < packed.length;) {
    const tag = packed[at++] ?? 0
    at += countBits(tag)
    size += 8
    if (tag === 0 || tag === 255) {
      const run = packed[at++] ?? malformed('packed message is cut off')
      size += run * 8
      if (tag === 255) at += run * 8
    }
    if (at > packed.length) malformed('packed message is cut off')
    if (size > limit) malformed(`packed message of more than ${limit} bytes`)
  }
  return size
}

/** How many words from `at` on, up to a run's length, have a number of zeros that is wanted. */
function countWords(bytes: Uint8Array, at: number, wanted: (zeros: number) => boolean): number {
  let words = 0
  while (words < MAX_RUN && at + words * 8 < bytes.length && wanted(zerosIn(bytes, at + words * 8)))
    words++
  return words
}

function zerosIn(bytes: Uint8Array, at: number): number {
  let zeros = 0
  for (let index = at; index < at + 8; index++) if (bytes[index] === 0) zeros++
  return zeros
}

function countBits(byte: number): number {
  let count = 0
  for (let rest = byte; rest !== 0; rest >>= 1) count += rest & 1
  return count
}
