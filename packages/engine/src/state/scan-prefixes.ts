import type { Store } from '@ays/core'

/** Reading over so many keys costs about as much as beginning a scan: stores read in pages. */
const NEAR = 256

/**
 * The keys below each of many prefixes that end with "/". Neighbours share a scan, and what is far
 * away is never read over: the cost follows what is found and asked for, not what else is stored.
 */
export async function scanPrefixes(
  store: Store,
  prefixes: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>(prefixes.map((prefix) => [prefix, []]))
  const sorted = [...found.keys()].toSorted()
  let at = 0
  while (at < sorted.length) at = await scanFrom(store, sorted, at, found)
  return found
}

/** Reads on as long as it pays; the place of the first prefix that is still to be read. */
async function scanFrom(
  store: Store,
  sorted: readonly string[],
  begin: number,
  found: Map<string, string[]>,
): Promise<number> {
  let at = begin
  let missed = 0
  const range = { from: sorted[at] ?? '', to: after(sorted[sorted.length - 1] ?? '') }
  for await (const { key } of store.scan(range)) {
    while (at < sorted.length && isBehind(key, sorted[at] ?? '')) at += 1
    const prefix = sorted[at]
    if (prefix === undefined) return at
    const keys = key.startsWith(prefix) ? found.get(prefix) : undefined
    missed = keys ? 0 : missed + 1
    if (missed > NEAR) return at
    keys?.push(key)
  }
  return sorted.length
}

/** The first key behind all that begin with a prefix: it ends with "/", and "0" comes next. */
function after(prefix: string): string {
  return `${prefix.slice(0, -1)}0`
}

/** True when no key from this one on begins with the prefix. */
function isBehind(key: string, prefix: string): boolean {
  return key > prefix && !key.startsWith(prefix)
}
