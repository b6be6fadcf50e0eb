import { type Entry, keyBounds, type ScanRange } from '@ays/core'
import type { PostgresSession } from './postgres-session.ts'
import { entryOf } from './row.ts'

/** A page ends at whichever comes first. */
const PAGE = { entries: 1000, bytes: 2 ** 20 }

/** What lies between two keys; $2 and $3 are left out of it when a page follows another, and `<` is the end. */
function pageQuery(reverse: boolean, from: '>' | '>=', bounded: boolean): string {
  return `
SELECT key, value, version FROM (
  SELECT *, sum(octet_length(value)) OVER (ORDER BY key ${reverse ? 'DESC' : ''}) - octet_length(value) AS before
  FROM (
    SELECT key, value, version FROM ays_entry
    WHERE repository = $1 AND key ${from} $2 ${bounded ? 'AND key < $5' : ''}
    ORDER BY key ${reverse ? 'DESC' : ''} LIMIT $3
  ) AS page
) AS counted
WHERE before < $4
ORDER BY key ${reverse ? 'DESC' : ''}`
}

/** The entries of a range, page after page. `open` gives the session, or throws. */
export async function* scanPages(
  open: () => PostgresSession,
  range: ScanRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<Entry[]> {
  open()
  const bounds = keyBounds(range)
  if (bounds === undefined) return
  const reverse = range.reverse ?? false
  let { from, to } = bounds
  let begin: '>' | '>=' = '>='
  for (let left = range.limit ?? Infinity; left > 0;) {
    const { connection, repository } = open()
    const limit = Math.min(left, PAGE.entries)
    const values = [repository, Buffer.from(from), limit, PAGE.bytes]
    const rows = await connection.query(
      pageQuery(reverse, begin, to !== undefined),
      to === undefined ? values : [...values, Buffer.from(to)],
      { signal },
    )
    const page = rows.map(entryOf)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    left -= page.length
    if (reverse) to = last.key
    else [from, begin] = [last.key, '>']
  }
}
