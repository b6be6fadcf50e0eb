import assert from 'node:assert/strict'
import { isAysError } from '../../errors/ays-error.ts'
import type { Change, Store } from '../../store/store.ts'
import {
  bytes,
  failure,
  put,
  reopen,
  sleep,
  type StoreCase,
  take,
  unlessKept,
  unlessShared,
  unlessWatch,
  withSibling,
} from './support.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** The place before everything that the case does. */
const begin = async (store: Store) => (await store.commit({})).revision

const watched = (run: StoreCase['run']): Pick<StoreCase, 'skip' | 'run'> => ({
  skip: unlessWatch,
  run,
})

/** watch(). */
export const watchingCases: readonly StoreCase[] = [
  {
    name: 'watch() reports puts with their version and deletes without, in the order of the revisions',
    ...watched(async (store) => {
      const from = await begin(store)
      const first = await put(store, { a: '1' })
      const second = await store.commit({ deletes: ['a'] })
      const third = await put(store, { b: '1' })
      assert.deepEqual(await take(store.watch('', { from }), 3), [
        { revision: first.revision, key: 'a', version: first.versions.get('a') },
        { revision: second.revision, key: 'a' },
        { revision: third.revision, key: 'b', version: third.versions.get('b') },
      ])
    }),
  },
  {
    name: 'watch() reports every key of a commit, under its one revision',
    ...watched(async (store) => {
      const from = await begin(store)
      const keys = range(3000).map((n) => `k/${n}`)
      const { revision } = await store.commit({
        puts: keys.map((key) => ({ key, value: bytes('1') })),
        deletes: ['gone'],
      })
      const changes = await take(store.watch('', { from }), 3001)
      assert.deepEqual(
        changes.map(({ key }) => key),
        [...keys, 'gone'],
      )
      for (const change of changes) assert.equal(change.revision, revision)
    }),
  },
  {
    name: 'watch() reports only keys under the prefix',
    ...watched(async (store) => {
      const from = await begin(store)
      await put(store, { a: '1', 'a/1': '1', 'a/2': '1', b: '1' })
      await store.commit({ deletes: ['a/1', 'b'] })
      const changes = await take(store.watch('a/', { from }), 3)
      assert.deepEqual(
        changes.map(({ key }) => key),
        ['a/1', 'a/2', 'a/1'],
      )
    }),
  },
  {
    name: 'without `from`, watch() begins with the first commit after the call',
    ...watched(async (store) => {
      await put(store, { before: '1' })
      const changes = store.watch('')
      await put(store, { after: '1' })
      const reading = take(changes, 1)
      await sleep(1)
      await put(store, { later: '1' })
      assert.deepEqual(
        (await reading).map(({ key }) => key),
        ['after'],
      )
    }),
  },
  {
    name: 'a watch that waits is woken by the next commit',
    ...watched(async (store) => {
      const waiting = take(store.watch('a'), 2)
      await sleep(20)
      await put(store, { b: '1' })
      await put(store, { a1: '1' })
      await sleep(20)
      await put(store, { a2: '1' })
      assert.deepEqual(
        (await waiting).map(({ key }) => key),
        ['a1', 'a2'],
      )
    }),
  },
  {
    name: 'a watch among many commits has no gap, wherever it began',
    ...watched((store) => noGap(store, store)),
  },
  {
    name: 'a watch among many commits of another instance has no gap',
    skip: (store) => unlessWatch(store) ?? unlessShared(store),
    run: (store, harness) => withSibling(store, harness, async (sibling) => noGap(store, sibling)),
  },
  {
    name: 'a watch that is read late gives every change, or fails with AYS_STORE_WATCH_LOST',
    ...watched(async (store) => {
      const from = await begin(store)
      const keys = range(10_000).map((n) => `k/${n}`)
      const rounds = 12
      const puts = keys.map((key) => ({ key, value: bytes('1') }))
      for (let round = 0; round < rounds; round++) await store.commit({ puts })
      const some = keys.filter((key) => key.startsWith('k/99'))
      await allOrLost(store, { prefix: 'k/99', from }, rounds * some.length)
    }),
  },
  {
    name: 'a watch from before the store was opened gives every change, or fails with AYS_STORE_WATCH_LOST',
    skip: (store) => unlessWatch(store) ?? unlessKept(store),
    run: async (store) => {
      const from = await begin(store)
      const { revision } = await put(store, { a: '1', b: '1' })
      await reopen(store)
      await allOrLost(store, { prefix: '', from }, 2)
      const changes = store.watch('', { from: revision })
      await put(store, { after: '1' })
      assert.deepEqual(
        (await take(changes, 2)).map(({ key }) => key),
        ['end', 'after'],
      )
    },
  },
  {
    name: 'a watch from a revision that this store never had fails with AYS_STORE_WATCH_LOST',
    ...watched(async (store) => {
      const from = String(BigInt(await begin(store)) + 1000n)
      await failure(take(store.watch('', { from }), 1), 'AYS_STORE_WATCH_LOST')
    }),
  },
  {
    name: 'a watch from what is no revision fails with AYS_USAGE',
    ...watched(async (store) => {
      await failure(take(store.watch('', { from: 'yesterday' }), 1), 'AYS_USAGE')
    }),
  },
  {
    name: 'a watch ends when its signal is aborted, before it waits and while it waits',
    ...watched(async (store) => {
      const controller = new AbortController()
      const waiting = take(store.watch('', { signal: controller.signal }))
      setTimeout(() => controller.abort(), 20)
      assert.deepEqual(await waiting, [])
      const from = await begin(store)
      await put(store, { a: '1' })
      assert.deepEqual(await take(store.watch('', { from, signal: controller.signal })), [])
    }),
  },
  {
    name: 'a watch ends when the store closes',
    ...watched(async (store) => {
      const watches = [take(store.watch('')), take(store.watch('a'))]
      await sleep(20)
      await store[Symbol.asyncDispose]()
      assert.deepEqual(await Promise.all(watches), [[], []])
    }),
  },
  {
    name: 'a watch that is left early leaves nothing behind',
    ...watched(async (store) => {
      const from = await begin(store)
      await put(store, { a: '1', b: '1' })
      for (const key of ['a', 'a', 'a']) {
        assert.equal((await take(store.watch('', { from }), 1))[0]?.key, key)
      }
    }),
  },
]

/** So many changes lie between `from` and one more commit, which makes it certain that the watch ends. */
async function allOrLost(
  store: Store,
  { prefix, from }: { readonly prefix: string; readonly from: string },
  count: number,
): Promise<void> {
  const { revision } = await put(store, { [`${prefix}end`]: '1' })
  let seen = 0
  try {
    for await (const change of store.watch(prefix, { from })) {
      if (change.revision === revision) break
      seen += 1
    }
    assert.equal(seen, count)
  } catch (error) {
    if (!isAysError(error, 'AYS_STORE_WATCH_LOST')) throw error
  }
}

/** Watchers that begin at different revisions while ten writers commit. */
async function noGap(store: Store, writer: Store): Promise<void> {
  const revisions = [await begin(writer)]
  const watches: Promise<Change[]>[] = []
  const total = 300
  const writers = range(10).map(async (n) => {
    for (let count = 0; count < total / 10; count++) {
      const { revision } = await put(writer, { [`k/${n}`]: String(count) })
      revisions.push(revision)
      if (count % 10 === 5) watches.push(after(store, revision, () => done))
    }
  })
  const done = Promise.all(writers).then(async () => (await put(writer, { end: '1' })).revision)
  await done
  revisions.push(await done)
  const sorted = revisions.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1))
  for (const changes of await Promise.all(watches)) {
    const seen = changes.map(({ revision }) => BigInt(revision))
    assert.deepEqual(seen, sorted.slice(-seen.length))
  }
}

/** Everything after a revision up to the last. */
async function after(store: Store, from: string, last: () => Promise<string>): Promise<Change[]> {
  const changes: Change[] = []
  for await (const change of store.watch('', { from })) {
    changes.push(change)
    if (change.key === 'end') break
  }
  assert.ok(BigInt(changes[0]?.revision ?? 0) > BigInt(from))
  assert.equal(changes.at(-1)?.revision, await last())
  return changes
}
