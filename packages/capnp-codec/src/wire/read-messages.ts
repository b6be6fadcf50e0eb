import { MAX_SEGMENTS } from './limits.ts'
import { malformed } from './malformed.ts'

/** A message is never larger, whatever its header claims. */
const MAX_MESSAGE = 64 << 20

/**
 * The messages of a stream, in which they stand one behind the other: each is whole, and shares no
 * memory with the chunks. AYS_MESSAGE_INVALID when one is above `limit` bytes, or the stream ends
 * inside one.
 */
export async function* readMessages(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { limit = MAX_MESSAGE }: { readonly limit?: number } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  let pending: Uint8Array[] = []
  let size = 0
  let needed = 0
  for await (const chunk of chunks) {
    pending.push(chunk)
    size += chunk.length
    if (size < needed) continue
    let rest = Buffer.concat(pending)
    for (needed = sizeOf(rest, limit); needed <= rest.length; needed = sizeOf(rest, limit)) {
      yield Uint8Array.from(rest.subarray(0, needed))
      rest = rest.subarray(needed)
    }
    pending = [rest]
    size = rest.length
  }
  if (size > 0) malformed('the stream ends inside a message')
}

/** How many bytes the first message has, or as many as it takes to know more. */
function sizeOf(bytes: Buffer, limit: number): number {
  if (bytes.length < 8) return 8
  const segments = bytes.readUInt32LE(0) + 1
  if (segments > MAX_SEGMENTS) malformed(`more than ${MAX_SEGMENTS} segments`)
  const header = (4 + segments * 4 + 7) & ~7
  if (bytes.length < header) return header
  let size = header
  for (let index = 0; index < segments; index++) size += bytes.readUInt32LE(4 + index * 4) * 8
  return size > limit ? malformed(`message of more than ${limit} bytes`) : size
}
