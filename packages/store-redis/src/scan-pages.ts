import { type Entry, keyBounds, type Opening, type ScanRange } from '@ays/core'
import type { RedisSession } from './redis-session.ts'
import { bytes, list, text } from './reply.ts'
import { SCAN } from './scripts.ts'
import { decodeEntry } from './stored-entry.ts'

/** A page ends at whichever comes first. */
const PAGE = { entries: 500, bytes: 2 ** 20 }

/** The entries of a range, page after page: one script each. */
export async function* scanPages(
  opening: Opening<RedisSession>,
  range: ScanRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<Entry[]> {
  opening.use(signal)
  const bounds = keyBounds(range)
  if (bounds === undefined) return
  const reverse = range.reverse ?? false
  let from = `[${bounds.from}`
  let to = bounds.to === undefined ? '+' : `(${bounds.to}`
  for (let left = range.limit ?? Infinity; left > 0;) {
    const { connection, keys } = opening.use(signal)
    const args = [from, to, Number(reverse), Math.min(left, PAGE.entries), PAGE.bytes]
    const reply = await connection.run(SCAN, [keys.val, keys.idx], args, { signal })
    const [more, ...flat] = list(reply)
    const page = entriesOf(flat)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    if (text(more) === '0') return
    left -= page.length
    if (reverse) to = `(${last.key}`
    else from = `(${last.key}`
  }
}

function entriesOf(flat: readonly unknown[]): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at < flat.length; at += 2) {
    entries.push(decodeEntry(text(flat[at]), bytes(flat[at + 1])))
  }
  return entries
}
