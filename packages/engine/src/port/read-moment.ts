import { AysError, type Entry, type SignalOption, type Store } from '@ays/core'

const TRIES = 20

/**
 * What is below some prefixes, as it was at one moment: read until nothing has changed from one reading to the next.
 * AYS_STORE_CONFLICT when it changes all the time.
 */
export async function readMoment(
  store: Store,
  prefixes: readonly string[],
  options: SignalOption,
): Promise<Entry[]> {
  let before = await readAll(store, prefixes, options)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const now = await readAll(store, prefixes, options)
    if (isSame(before, now)) return now
    before = now
  }
  throw new AysError('AYS_STORE_CONFLICT', 'the store changes faster than it can be read', {
    hint: 'Do it again when less is running.',
  })
}

async function readAll(
  store: Store,
  prefixes: readonly string[],
  options: SignalOption,
): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const prefix of prefixes) {
    for await (const entry of store.scan({ prefix }, options)) entries.push(entry)
  }
  return entries
}

function isSame(before: readonly Entry[], now: readonly Entry[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ key, version }, at) => before[at]?.key === key && before[at].version === version)
  )
}
