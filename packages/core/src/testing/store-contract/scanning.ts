import assert from 'node:assert/strict'
import type { ScanRange, Store } from '../../store/store.ts'
import { bytes, put, seededRandom, type StoreCase, take, text } from './support.ts'

const KEYS = [
  '',
  '\0',
  'a',
  'a\0',
  'a/1',
  'a/2',
  'a/é',
  'a/中',
  'a/\uffff',
  'aa',
  'b',
  'é',
  '\uffff',
]

/** In JavaScript's own order the last would be the first. */
const ORDER = ['퟿', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}']

async function scan(store: Store, range: ScanRange): Promise<string[]> {
  return (await take(store.scan(range))).map(({ key }) => key)
}

function expected(range: ScanRange): string[] {
  const { prefix = '', from, to, reverse = false, limit } = range
  const keys = KEYS.filter(
    (key) =>
      key.startsWith(prefix) &&
      (from === undefined || byteOrder(key, from) >= 0) &&
      (to === undefined || byteOrder(key, to) < 0),
  ).toSorted(byteOrder)
  return (reverse ? keys.toReversed() : keys).slice(0, limit)
}

const byteOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const padded = (index: number) => `n/${String(index).padStart(5, '0')}`

/** scan(). */
export const scanningCases: readonly StoreCase[] = [
  {
    name: 'scan() gives every entry once, with bytes and version',
    run: async (store) => {
      const { versions } = await put(store, { b: '2', a: '1' })
      const entries = await take(store.scan({}))
      assert.deepEqual(
        entries.map((entry) => [entry.key, text(entry), entry.version]),
        [
          ['a', '1', versions.get('a')],
          ['b', '2', versions.get('b')],
        ],
      )
    },
  },
  {
    name: 'scan() goes in the byte order of the UTF-8 keys',
    run: async (store) => {
      await store.commit({ puts: ORDER.toReversed().map((key) => ({ key, value: bytes(key) })) })
      assert.deepEqual(await scan(store, {}), ORDER)
      assert.deepEqual(await scan(store, { reverse: true }), ORDER.toReversed())
      assert.deepEqual(await scan(store, { from: '\uffff', to: '\u{10ffff}' }), ORDER.slice(2, 4))
    },
  },
  {
    name: 'a prefix takes all keys that begin with it and no other',
    run: async (store) => {
      await store.commit({ puts: KEYS.map((key) => ({ key, value: bytes(key) })) })
      for (const prefix of [...KEYS, 'nobody', 'a/', '\u{10ffff}']) {
        assert.deepEqual(await scan(store, { prefix }), expected({ prefix }), prefix)
      }
    },
  },
  {
    name: 'prefix, from (included), to (left out), reverse and limit hold together',
    run: async (store) => {
      await store.commit({ puts: KEYS.map((key) => ({ key, value: bytes(key) })) })
      const random = seededRandom(1)
      const any = () => KEYS[Math.floor(random() * KEYS.length)] ?? ''
      for (let round = 0; round < 200; round++) {
        const asked: ScanRange = {
          ...(random() < 0.3 ? { prefix: any() } : {}),
          ...(random() < 0.5 ? { from: any() } : {}),
          ...(random() < 0.5 ? { to: any() } : {}),
          ...(random() < 0.5 ? { limit: Math.floor(random() * 5) } : {}),
          reverse: random() < 0.5,
        }
        assert.deepEqual(await scan(store, asked), expected(asked), JSON.stringify(asked))
      }
    },
  },
  {
    name: 'a scan of thousands of entries gives each once, in order',
    run: async (store) => {
      const keys = range(5000).map(padded)
      await store.commit({ puts: keys.map((key) => ({ key, value: bytes(key) })) })
      assert.deepEqual(await scan(store, { prefix: 'n/' }), keys)
      assert.deepEqual(await scan(store, { reverse: true }), keys.toReversed())
    },
  },
  {
    name: 'of an entry that is unchanged throughout, a scan among commits sees exactly one',
    run: async (store) => {
      const keys = range(3000).map(padded)
      await store.commit({ puts: keys.map((key) => ({ key, value: bytes(key) })) })
      for (const reverse of [false, true]) {
        const seen: string[] = []
        for await (const { key } of store.scan({ prefix: 'n/', reverse })) {
          if (key.length === padded(0).length) seen.push(key)
          if (seen.length % 100 === 1) await disturb(store, key)
        }
        assert.deepEqual(seen, reverse ? keys.toReversed() : keys)
      }
    },
  },
  {
    name: 'a scan that is left early leaves nothing behind',
    run: async (store) => {
      await store.commit({ puts: range(2000).map((n) => ({ key: padded(n), value: bytes('1') })) })
      for (let round = 0; round < 20; round++) {
        assert.equal((await take(store.scan({}), 1)).length, 1)
      }
      assert.equal(text(await store.get(padded(7))), '1')
    },
  },
  {
    name: 'scans that run at the same time do not disturb each other',
    run: async (store) => {
      const keys = range(1500).map(padded)
      await store.commit({ puts: keys.map((key) => ({ key, value: bytes(key) })) })
      const scans = await Promise.all(range(8).map(() => scan(store, {})))
      for (const seen of scans) assert.deepEqual(seen, keys)
    },
  },
]

/** Adds and removes keys on both sides of this one. */
async function disturb(store: Store, key: string): Promise<void> {
  const around = [`n/+${key}`, `${key}+`, `n/~${key}`]
  await store.commit({ puts: around.map((name) => ({ key: name, value: bytes('x') })) })
  await store.commit({ deletes: around.slice(0, 2) })
}
