import assert from 'node:assert/strict'
import { ABSENT, type Commit, type Store } from '../../store/store.ts'
import {
  bytes,
  failure,
  put,
  reopen,
  type StoreCase,
  take,
  text,
  unchanged,
  unlessKept,
} from './support.ts'

/** Fails, and leaves "a" as it was and "new" away. */
async function refused(store: Store, commit: Commit, code: Parameters<typeof failure>[1]) {
  const before = await store.get('a')
  const error = await failure(
    store.commit({ ...commit, puts: [{ key: 'new', value: bytes('1') }, ...(commit.puts ?? [])] }),
    code,
  )
  assert.deepEqual(await store.get('a'), before)
  assert.equal(await store.get('new'), undefined)
  return error
}

/** commit() with its checks, revisions, versions and limits. */
export const committingCases: readonly StoreCase[] = [
  {
    name: 'the revision is decimal and grows with every commit, also with one that changes nothing',
    run: async (store) => {
      let last = 0n
      for (const commit of [{}, { deletes: ['nobody'] }, { puts: [] }, { checks: [] }, {}]) {
        const { revision } = await store.commit(commit)
        assert.match(revision, /^\d+$/)
        assert.ok(BigInt(revision) > last && BigInt(revision) < 2n ** 63n)
        last = BigInt(revision)
      }
    },
  },
  {
    name: 'the result has the new version of every key that was put: the revision of the commit',
    run: async (store) => {
      await put(store, { a: '0', gone: '0' })
      const { revision, versions } = await store.commit({
        puts: ['a', 'b'].map((key) => ({ key, value: bytes('1') })),
        deletes: ['gone'],
      })
      assert.deepEqual([...versions.keys()].toSorted(), ['a', 'b'])
      for (const entry of await take(store.scan({}))) {
        assert.equal(entry.version, revision)
        assert.equal(versions.get(entry.key), revision)
      }
    },
  },
  {
    name: 'a version never repeats for a key, not even after a delete',
    run: async (store) => {
      const versions = new Set<string | undefined>()
      for (let round = 0; round < 5; round++) {
        versions.add((await put(store, { a: 'same' })).versions.get('a'))
        await store.commit({ deletes: ['a'] })
      }
      assert.equal(versions.size, 5)
    },
  },
  {
    name: 'a version never repeats for a key, not even when the store was closed after the delete',
    skip: unlessKept,
    run: async (store) => {
      const { revision } = await put(store, { a: '1' })
      const deleted = await store.commit({ deletes: ['a'] })
      await reopen(store)
      const again = await put(store, { a: '1' })
      assert.ok(BigInt(again.revision) > BigInt(deleted.revision))
      assert.notEqual(again.versions.get('a'), revision)
    },
  },
  {
    name: 'puts and deletes of one commit happen together',
    run: async (store) => {
      await put(store, { a: '1', b: '1' })
      await store.commit({ puts: [{ key: 'c', value: bytes('2') }], deletes: ['a', 'b', 'nobody'] })
      assert.deepEqual((await take(store.scan({}))).map(text), ['2'])
    },
  },
  {
    name: 'a commit whose checks hold is done',
    run: async (store) => {
      await put(store, { a: '1', read: '1' })
      const checks = [
        unchanged('a', await store.get('a')),
        unchanged('read', await store.get('read')),
        { key: 'b', version: ABSENT },
      ]
      await store.commit({ checks, puts: [{ key: 'b', value: bytes('2') }], deletes: ['a'] })
      assert.equal(text(await store.get('b')), '2')
      assert.equal(await store.get('a'), undefined)
    },
  },
  {
    name: 'a check of a version fails when the key changed, went away, or went and came back',
    run: async (store) => {
      await put(store, { a: '1' })
      const checks = [unchanged('a', await store.get('a'))]
      await put(store, { a: '2' })
      await refused(store, { checks }, 'AYS_STORE_CONFLICT')
      await store.commit({ deletes: ['a'] })
      await refused(store, { checks }, 'AYS_STORE_CONFLICT')
      await put(store, { a: '1' })
      await refused(store, { checks }, 'AYS_STORE_CONFLICT')
    },
  },
  {
    name: 'a check for absence fails when the key exists',
    run: async (store) => {
      await put(store, { a: '1' })
      await refused(store, { checks: [{ key: 'a', version: ABSENT }] }, 'AYS_STORE_CONFLICT')
    },
  },
  {
    name: 'one failed check among many refuses the whole commit: nothing is put, nothing is deleted',
    run: async (store) => {
      await put(store, { a: '1', b: '1' })
      const checks = [unchanged('a', await store.get('a')), { key: 'b', version: ABSENT }]
      await refused(store, { checks, deletes: ['a'] }, 'AYS_STORE_CONFLICT')
    },
  },
  {
    name: 'AYS_STORE_CONFLICT names every failed check with what was expected and what was found',
    run: async (store) => {
      const { revision } = await put(store, { a: '1', held: '1' })
      const checks = [
        { key: 'a', version: ABSENT },
        { key: 'held', version: revision },
        { key: 'gone', version: '1' },
      ]
      const { details } = await refused(store, { checks }, 'AYS_STORE_CONFLICT')
      assert.deepEqual(details['conflicts'], [
        { key: 'a', expected: ABSENT, found: revision },
        { key: 'gone', expected: '1', found: ABSENT },
      ])
    },
  },
  {
    name: 'a key that is named twice among puts and deletes is refused with AYS_USAGE',
    run: async (store) => {
      await put(store, { a: '1' })
      const twice = { key: 'a', value: bytes('2') }
      await refused(store, { puts: [twice], deletes: ['a'] }, 'AYS_USAGE')
      await refused(store, { puts: [twice, twice] }, 'AYS_USAGE')
      await refused(store, { deletes: ['a', 'a'] }, 'AYS_USAGE')
    },
  },
  {
    name: 'a commit of 10,000 keys is done as one',
    run: async (store) => {
      const keys = Array.from({ length: 10_000 }, (_, index) => `key/${index}`)
      const { versions } = await store.commit({
        puts: keys.map((key) => ({ key, value: bytes(key) })),
      })
      assert.equal(versions.size, keys.length)
      const stored = new Set((await take(store.scan({}))).map(text))
      assert.ok(stored.size === keys.length && keys.every((key) => stored.has(key)))
      await store.commit({ deletes: keys })
      assert.deepEqual(await take(store.scan({})), [])
    },
  },
  {
    name: 'the limits allow 10,000 keys, values of 16 MB, and commits of both',
    run: async ({ capabilities: { limits } }) => {
      assert.ok(limits.keys >= 10_000)
      assert.ok(limits.value >= 2 ** 24)
      assert.ok(limits.bytes > limits.value)
    },
  },
  {
    name: 'a commit above a limit is refused with AYS_STORE_TOO_LARGE before anything is written or checked',
    run: async (store) => {
      await put(store, { a: '1' })
      for (const { checks = [], ...commit } of tooLarge(store)) {
        const failing = [...checks, { key: 'a', version: ABSENT }]
        const error = await refused(store, { ...commit, checks: failing }, 'AYS_STORE_TOO_LARGE')
        assert.match(String(error.details['limit']), /^(?:keys|bytes|value)$/)
      }
    },
  },
]

/** A commit just above each limit; the bytes are counted, never sent, so one buffer serves all. */
function tooLarge({ capabilities: { limits } }: Store): Commit[] {
  const value = new Uint8Array(2 ** 24)
  const count = Math.floor(limits.bytes / value.length)
  const puts = Array.from({ length: count }, (_, index) => ({ key: `key/${index}`, value }))
  const rest = { key: 'rest', value: value.subarray(0, limits.bytes % value.length) }
  const half = Array.from({ length: limits.keys / 2 }, (_, index) => `key/${index}`)
  return [
    { deletes: Array.from({ length: limits.keys + 1 }, (_, index) => `key/${index}`) },
    { checks: half.map((key) => ({ key, version: ABSENT })), deletes: [...half, 'one more'] },
    // The values alone are what is allowed; their keys are too much.
    { puts: [...puts, rest] },
    { puts: [{ key: 'big', value: new Uint8Array(limits.value + 1) }] },
  ]
}
