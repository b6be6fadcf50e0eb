import assert from 'node:assert/strict'
import { isAysError } from '../../errors/ays-error.ts'
import { ABSENT, type CommitResult, type Store } from '../../store/store.ts'
import {
  bytes,
  put,
  seededRandom,
  type StoreCase,
  take,
  text,
  unchanged,
  unlessShared,
  update,
  withSibling,
} from './support.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Many writers on one store, and on several instances of it. */
export const concurrencyCases: readonly StoreCase[] = [
  {
    name: 'of many commits at the same time that check one version, exactly one wins',
    run: (store) => oneWinner([store]),
  },
  {
    name: 'commits at the same time on different keys are all done',
    run: async (store) => {
      const results = await Promise.all(
        range(200).map((n) => put(store, { [`k/${n}`]: String(n) })),
      )
      assert.equal(new Set(results.map(({ revision }) => revision)).size, 200)
      const entries = await store.getMany(range(200).map((n) => `k/${n}`))
      assert.deepEqual(entries.map(text), range(200).map(String))
    },
  },
  {
    name: 'commits at the same time happen in the order of their revisions',
    run: async (store) => {
      const results = await Promise.all(range(100).map((n) => put(store, { a: String(n) })))
      const last = results.reduce((a, b) => (BigInt(a.revision) > BigInt(b.revision) ? a : b))
      const entry = await store.get('a')
      assert.equal(entry?.version, last.revision)
      assert.equal(text(entry), String(results.indexOf(last)))
    },
  },
  {
    name: 'no update is lost in a storm of conflicts',
    run: (store) => noLostUpdate([store]),
  },
  {
    name: 'the commits of many writers have a serial order',
    run: (store) => serialOrder([store]),
  },
  {
    name: 'what a commit wrote is read by every instance when it is answered, under growing revisions',
    skip: unlessShared,
    run: (store, harness) =>
      withSibling(store, harness, async (sibling) => {
        let last = 0n
        for (const n of range(50)) {
          const [writer, reader] = n % 2 === 0 ? [store, sibling] : [sibling, store]
          const { revision } = await put(writer, { a: String(n) })
          assert.ok(BigInt(revision) > last)
          last = BigInt(revision)
          assert.equal(text(await reader.get('a')), String(n))
          assert.deepEqual((await take(reader.scan({}))).map(text), [String(n)])
        }
      }),
  },
  {
    name: 'of many commits of two instances that check one version, exactly one wins',
    skip: unlessShared,
    run: (store, harness) => withSibling(store, harness, (sibling) => oneWinner([store, sibling])),
  },
  {
    name: 'no update of two instances is lost in a storm of conflicts',
    skip: unlessShared,
    run: (store, harness) =>
      withSibling(store, harness, (sibling) => noLostUpdate([store, sibling])),
  },
  {
    name: 'the commits of many writers on two instances have a serial order',
    skip: unlessShared,
    run: (store, harness) =>
      withSibling(store, harness, (sibling) => serialOrder([store, sibling])),
  },
  {
    name: 'an id that two instances commit is done once',
    skip: unlessShared,
    run: (store, harness) =>
      withSibling(store, harness, async (sibling) => {
        const commit = { id: 'a', checks: [{ key: 'a', version: ABSENT }], puts: [one('a')] }
        const [first, second] = await Promise.all([store.commit(commit), sibling.commit(commit)])
        assert.deepEqual(second, first)
      }),
  },
]

const one = (key: string) => ({ key, value: bytes('1') })

async function oneWinner(stores: readonly Store[]): Promise<void> {
  for (const key of ['a', 'b']) {
    const attempts = range(50).map((n) =>
      pick(stores, n).commit({ checks: [{ key, version: ABSENT }], puts: [one(key)] }),
    )
    const outcomes = await Promise.allSettled(attempts)
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        assert.ok(isAysError(outcome.reason, 'AYS_STORE_CONFLICT'), String(outcome.reason))
      }
    }
  }
}

async function noLostUpdate(stores: readonly Store[]): Promise<void> {
  const writers = range(10).map(async (n) => {
    for (let count = 0; count < 20; count++) {
      await update(pick(stores, n), 'counter', (before) => String(Number(before ?? 0) + 1))
    }
  })
  await Promise.all(writers)
  for (const store of stores) assert.equal(text(await store.get('counter')), '200')
}

interface Step {
  readonly result: CommitResult
  readonly read: ReadonlyMap<string, string>
  readonly written: readonly string[]
}

/**
 * Each writer reads two keys and writes one or both, checking both. Replayed in the order of the
 * revisions, every commit must have read exactly what the one before it wrote.
 */
async function serialOrder(stores: readonly Store[]): Promise<void> {
  const history: Step[] = []
  const writers = range(8).map(async (n) => {
    const random = seededRandom(n)
    for (let count = 0; count < 15; count++) history.push(await step(pick(stores, n), random))
  })
  await Promise.all(writers)
  const latest = new Map<string, string>()
  for (const { result, read, written } of history.toSorted(byRevision)) {
    for (const [key, version] of read) assert.equal(version, latest.get(key) ?? ABSENT)
    for (const key of written) latest.set(key, result.revision)
  }
}

async function step(store: Store, random: () => number): Promise<Step> {
  const first = Math.floor(random() * 5)
  const keys = [`k/${first}`, `k/${(first + 1 + Math.floor(random() * 4)) % 5}`]
  for (;;) {
    const entries = await store.getMany(keys)
    const checks = keys.map((key, index) => unchanged(key, entries[index]))
    const written = random() < 0.5 ? keys : keys.slice(1)
    try {
      const result = await store.commit({ checks, puts: written.map(one) })
      const read = new Map(checks.map(({ key, version }) => [key, version]))
      return { result, read, written }
    } catch (error) {
      if (!isAysError(error, 'AYS_STORE_CONFLICT')) throw error
    }
  }
}

function byRevision(a: Step, b: Step): number {
  return BigInt(a.result.revision) < BigInt(b.result.revision) ? -1 : 1
}

function pick(stores: readonly Store[], index: number): Store {
  const store = stores[index % stores.length]
  assert.ok(store)
  return store
}
