import assert from 'node:assert/strict'
import { bytes, failure, put, reopen, type StoreCase, take, text, unlessKept } from './support.ts'

const ODD_KEYS = [
  '',
  '\0',
  'a\0b',
  '\n',
  ' ',
  '\x7f',
  'é',
  '\uffff',
  '\u{10ffff}',
  ':',
  ':a',
  ';',
  '!revision',
  '{a}/b',
  '*',
  '"\\',
  'ÿrev',
  '../a',
  'x'.repeat(1000),
]
const MALFORMED = 'lone \ud800 surrogate'

/** get(), getMany() and what an entry promises. */
export const readingCases: readonly StoreCase[] = [
  {
    name: 'get() of a key that was never put is undefined',
    run: async (store) => assert.equal(await store.get('nobody'), undefined),
  },
  {
    name: 'get() gives key, bytes and version of the last commit that was answered',
    run: async (store) => {
      await put(store, { a: '1' })
      assert.equal(text(await store.get('a')), '1')
      const { versions } = await put(store, { a: '2' })
      const entry = await store.get('a')
      assert.equal(text(entry), '2')
      assert.equal(entry?.key, 'a')
      assert.equal(entry?.version, versions.get('a'))
    },
  },
  {
    name: 'usage(), where there is one, tells a size above zero and names of users',
    skip: (store) => (store.usage ? undefined : 'tells nothing'),
    run: async (store) => {
      await store.commit({ puts: [{ key: 'a', value: new Uint8Array(100_000).fill(7) }] })
      const { bytes: size, users = [] } = (await store.usage?.()) ?? {}
      assert.ok(size === undefined || (Number.isSafeInteger(size) && size > 0))
      for (const user of users) assert.match(user, /\S/)
    },
  },
  {
    name: 'get() of a deleted key is undefined',
    run: async (store) => {
      await put(store, { a: '1', b: '2' })
      assert.equal(text(await store.get('a')), '1')
      await store.commit({ deletes: ['a'] })
      assert.equal(await store.get('a'), undefined)
      assert.equal(text(await store.get('b')), '2')
    },
  },
  {
    name: 'getMany() answers in the order of the keys, undefined for what is not there, twice for what is asked twice',
    run: async (store) => {
      await put(store, { a: '1', b: '2' })
      const entries = await store.getMany(['b', 'nobody', 'a', 'b'])
      assert.deepEqual(entries.map(text), ['2', undefined, '1', '2'])
      assert.deepEqual(await store.getMany([]), [])
    },
  },
  {
    name: 'getMany() of thousands of keys answers each',
    run: async (store) => {
      const keys = Array.from({ length: 5000 }, (_, index) => `key/${index}`)
      await store.commit({ puts: keys.map((key) => ({ key, value: bytes(key) })) })
      assert.deepEqual((await store.getMany(keys)).map(text), keys)
    },
  },
  {
    name: 'keys are any well-formed text: empty, control characters, separators, beyond U+FFFF',
    run: async (store) => {
      await store.commit({ puts: ODD_KEYS.map((key) => ({ key, value: bytes(key) })) })
      assert.deepEqual((await store.getMany(ODD_KEYS)).map(text), ODD_KEYS)
      for (const key of ODD_KEYS) assert.equal((await store.get(key))?.key, key)
      await store.commit({ deletes: ODD_KEYS })
      assert.deepEqual(await take(store.scan({})), [])
    },
  },
  {
    name: 'a key that is not well-formed text is refused with AYS_USAGE everywhere',
    run: async (store) => {
      const value = bytes('1')
      await failure(store.get(MALFORMED), 'AYS_USAGE')
      await failure(store.getMany(['a', MALFORMED]), 'AYS_USAGE')
      await failure(take(store.scan({ prefix: MALFORMED })), 'AYS_USAGE')
      await failure(take(store.scan({ from: MALFORMED })), 'AYS_USAGE')
      await failure(store.commit({ puts: [{ key: MALFORMED, value }] }), 'AYS_USAGE')
      await failure(store.commit({ deletes: [MALFORMED] }), 'AYS_USAGE')
      await failure(store.commit({ checks: [{ key: MALFORMED, version: '1' }] }), 'AYS_USAGE')
      await failure(store.lease(MALFORMED, { ttl: 1000 }), 'AYS_USAGE')
      await failure(store.isLeased(MALFORMED), 'AYS_USAGE')
      assert.deepEqual(await take(store.scan({})), [])
    },
  },
  {
    name: 'values are any bytes, also none',
    run: async (store) => {
      const all = Uint8Array.from({ length: 256 }, (_, index) => index)
      const puts = [
        { key: 'all', value: all },
        { key: 'none', value: new Uint8Array() },
        { key: 'part', value: all.subarray(10, 20) },
      ]
      await store.commit({ puts })
      for (const { key, value } of puts) {
        assert.deepEqual([...((await store.get(key))?.value ?? [0])], [...value])
      }
    },
  },
  {
    name: 'a value of 16 MB is stored and read back',
    run: async (store) => {
      const value = new Uint8Array(2 ** 24)
      for (let index = 0; index < value.length; index += 997) value[index] = index
      await store.commit({ puts: [{ key: 'big', value }] })
      const read = [await store.get('big'), ...(await store.getMany(['big']))]
      for (const entry of [...read, ...(await take(store.scan({})))]) {
        assert.equal(Buffer.compare(entry?.value ?? new Uint8Array(), value), 0)
      }
    },
  },
  {
    name: 'the bytes belong to the reader: changing them changes nothing that is stored',
    run: async (store) => {
      await put(store, { a: '1' })
      const read = [await store.get('a'), ...(await store.getMany(['a']))]
      for (const entry of [...read, ...(await take(store.scan({})))]) entry?.value.fill(0)
      assert.equal(text(await store.get('a')), '1')
    },
  },
  {
    name: 'the bytes given to commit() stay the caller’s: changing them afterwards changes nothing that is stored',
    run: async (store) => {
      const value = bytes('1')
      const committed = store.commit({ puts: [{ key: 'a', value }] })
      value.fill(0)
      await committed
      assert.equal(text(await store.get('a')), '1')
    },
  },
  {
    name: 'a store that outlives its process keeps entries and versions when it is closed and opened',
    skip: unlessKept,
    run: async (store) => {
      const { versions } = await put(store, { a: '1', b: '2' })
      await store.commit({ deletes: ['b'] })
      await reopen(store)
      const entries = await take(store.scan({}))
      assert.deepEqual(entries.map(text), ['1'])
      assert.equal(entries[0]?.version, versions.get('a'))
    },
  },
]
