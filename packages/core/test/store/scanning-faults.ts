import type { Entry, ScanRange, Store } from '@ays/core'
import type { Fault } from './fault.ts'

const COMBINED = 'prefix, from (included), to (left out), reverse and limit hold together'

async function all(store: Store, range: ScanRange): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of store.scan(range)) entries.push(entry)
  return entries
}

/** Breaks scan() as long as the store is open and no signal is aborted: those are other promises. */
const scanning = (
  scan: (store: Store, range: ScanRange) => AsyncIterable<Entry>,
): Fault['break'] => {
  return (store) => ({
    async *scan(range, options) {
      for await (const entry of scan(store, range)) {
        await store.get('', options)
        yield entry
      }
      await store.get('', options)
    },
  })
}

export const scanningFaults: readonly Fault[] = [
  {
    name: 'sorts as JavaScript does',
    fails: ['scan() goes in the byte order of the UTF-8 keys'],
    break: scanning(async function* (store, range) {
      const { reverse = false, limit, ...rest } = range
      const entries = (await all(store, rest)).toSorted((a, b) => (a.key < b.key ? -1 : 1))
      yield* (reverse ? entries.toReversed() : entries).slice(0, limit)
    }),
  },
  {
    name: 'ends a prefix at the letter after most',
    fails: ['a prefix takes all keys that begin with it and no other', COMBINED],
    break: scanning((store, { prefix, ...range }) =>
      store.scan(prefix ? { from: prefix, to: `${prefix}\xff`, ...range } : range),
    ),
  },
  {
    name: 'includes the end',
    fails: ['scan() goes in the byte order of the UTF-8 keys', COMBINED],
    break: scanning((store, { to, ...range }) =>
      store.scan(to === undefined ? range : { ...range, to: `${to}\0` }),
    ),
  },
  {
    name: 'takes the first ones also when it goes backwards',
    fails: [COMBINED],
    break: scanning(async function* (store, { reverse = false, ...range }) {
      const entries = await all(store, range)
      yield* reverse ? entries.toReversed() : entries
    }),
  },
  {
    name: 'counts where it is instead of remembering it',
    fails: ['of an entry that is unchanged throughout, a scan among commits sees exactly one'],
    break: scanning(async function* (store, { limit = Infinity, ...range }) {
      for (let count = 0; count < limit; count += 100) {
        const entries = (await all(store, range)).slice(count, Math.min(count + 100, limit))
        if (entries.length === 0) return
        yield* entries
      }
    }),
  },
  {
    name: 'loses an entry between two pages',
    fails: [
      'a commit of 10,000 keys is done as one',
      'a scan of thousands of entries gives each once, in order',
      'of an entry that is unchanged throughout, a scan among commits sees exactly one',
      'scans that run at the same time do not disturb each other',
    ],
    break: scanning(async function* (store, range) {
      for (const [index, entry] of (await all(store, range)).entries()) {
        if (index !== 1000) yield entry
      }
    }),
  },
  {
    name: 'gives no versions',
    fails: [
      'a store that outlives its process keeps entries and versions when it is closed and opened',
      'scan() gives every entry once, with bytes and version',
      'the result has the new version of every key that was put: the revision of the commit',
    ],
    break: scanning(async function* (store, range) {
      for await (const entry of store.scan(range)) yield { ...entry, version: '' }
    }),
  },
  {
    name: 'keeps something of every scan until its end',
    fails: ['a scan that is left early leaves nothing behind'],
    break: (store) => {
      let kept = 0
      return {
        async *scan(range, options) {
          if (kept === 10) throw new Error('too many scans')
          kept += 1
          yield* store.scan(range, options)
          kept -= 1
        },
      }
    },
  },
]
