import assert from 'node:assert/strict'
import { ABSENT, type Store } from '../../store/store.ts'
import { bytes, failure, put, reopen, type StoreCase, text, unlessKept } from './support.ts'

const once = (id: string) => ({
  id,
  checks: [{ key: id, version: ABSENT }],
  puts: [{ key: id, value: bytes('1') }],
})

/** The ids of commits: what makes a lost reply harmless. */
export const commitIdCases: readonly StoreCase[] = [
  {
    name: 'the same id is answered as the first time, and nothing is done again',
    run: async (store) => {
      const first = await store.commit(once('a'))
      await put(store, { a: '2' })
      assert.deepEqual(await store.commit(once('a')), first)
      assert.equal(text(await store.get('a')), '2')
    },
  },
  {
    name: 'the same id at the same time is done once, and every caller gets the one answer',
    run: async (store) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.commit(once('a'))))
      for (const answer of answers) assert.deepEqual(answer, answers[0])
    },
  },
  {
    name: 'an id whose commit failed is judged anew',
    run: async (store) => {
      await put(store, { a: '0' })
      await failure(store.commit(once('a')), 'AYS_STORE_CONFLICT')
      await store.commit({ deletes: ['a'] })
      await store.commit(once('a'))
      assert.equal(text(await store.get('a')), '1')
    },
  },
  {
    name: 'a malformed commit is refused with AYS_USAGE, also under an id that is known',
    run: async (store) => {
      const first = await store.commit(once('a'))
      await failure(store.commit({ id: 'a', deletes: ['b', 'b'] }), 'AYS_USAGE')
      assert.deepEqual(await store.commit(once('a')), first)
    },
  },
  {
    name: 'an id is remembered over 999 later commits with ids',
    run: async (store) => {
      const first = await store.commit(once('a'))
      await fill(store, 999)
      assert.deepEqual(await store.commit(once('a')), first)
    },
  },
  {
    name: 'ids are any text and share no space with keys',
    run: async (store) => {
      const { revision } = await store.commit({ id: 'a\0b:é', puts: [] })
      assert.equal(await store.get('a\0b:é'), undefined)
      assert.equal((await store.commit({ id: 'a\0b:é', puts: [] })).revision, revision)
    },
  },
  {
    name: 'a store that outlives its process remembers the ids when it is closed and opened',
    skip: unlessKept,
    run: async (store) => {
      const first = await store.commit(once('a'))
      await fill(store, 999)
      await reopen(store)
      assert.deepEqual(await store.commit(once('a')), first)
    },
  },
]

async function fill(store: Store, count: number): Promise<void> {
  const commits = Array.from({ length: count }, (_, index) => store.commit(once(`fill/${index}`)))
  await Promise.all(commits)
}
