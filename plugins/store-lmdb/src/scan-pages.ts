import { type Entry, keyBounds, type ScanRange } from '@ays/core'
import type { LmdbSession } from './lmdb-session.ts'
import { decodeEntry } from './stored-entry.ts'

/** A page ends at whichever comes first. */
const PAGE = { entries: 500, bytes: 2 ** 20 }

/**
 * The entries of a range, page after page, each as of one moment: a reader that stays would keep LMDB from using
 * pages again. `open` gives the session, or throws.
 */
export function* scanPages(open: () => LmdbSession, range: ScanRange): Generator<Entry[]> {
  const { keys } = open()
  const bounds = keyBounds(range)
  if (bounds === undefined) return
  const reverse = range.reverse ?? false
  let from = keys.entry(bounds.from)
  let to = bounds.to === undefined ? keys.afterEntries : keys.entry(bounds.to)
  for (let left = range.limit ?? Infinity; left > 0;) {
    const page = readPage(open(), { from, to, reverse, limit: Math.min(left, PAGE.entries) })
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    left -= page.length
    if (reverse) to = keys.entry(last.key)
    else from = following(keys.entry(last.key))
  }
}

interface PageRange {
  readonly from: Buffer
  /** Left out. */
  readonly to: Buffer
  readonly reverse: boolean
  readonly limit: number
}

function readPage(session: LmdbSession, { from, to, reverse, limit }: PageRange): Entry[] {
  const range = reverse
    ? { start: to, exclusiveStart: true, end: from, inclusiveEnd: true, reverse, limit }
    : { start: from, end: to, limit }
  return session.read((db) => {
    const entries: Entry[] = []
    let room = PAGE.bytes
    for (const { key, value } of db.getRange(range)) {
      entries.push(decodeEntry(session.keys.keyOf(key), value))
      room -= value.length
      if (room <= 0) break
    }
    return entries
  })
}

/** The first key after this one. */
function following(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.alloc(1)])
}
