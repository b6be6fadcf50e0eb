import assert from 'node:assert/strict'
import { isAysError, isCancelled } from '../../errors/ays-error.ts'
import type { Store } from '../../store/store.ts'
import {
  bytes,
  failure,
  put,
  reopen,
  sleep,
  type StoreCase,
  take,
  text,
  unlessKept,
} from './support.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const close = (store: Store) => store[Symbol.asyncDispose]()

/** Every method once, as one that would succeed on an open store. */
function attempts(store: Store, signal?: AbortSignal): Record<string, () => Promise<unknown>> {
  const options = signal === undefined ? {} : { signal }
  return {
    get: () => store.get('a', options),
    getMany: () => store.getMany(['a'], options),
    scan: () => take(store.scan({}, options)),
    commit: () => store.commit({ puts: [{ key: 'new', value: bytes('1') }] }, options),
    lease: () => store.lease('a', { ttl: 1000, ...options }),
    isLeased: () => store.isLeased('a', options),
    ...(store.usage && { usage: () => store.usage?.(options) ?? Promise.resolve() }),
  }
}

/** open(), closing, and signals. */
export const lifecycleCases: readonly StoreCase[] = [
  {
    name: 'a closed store fails with AYS_STORE_NOT_OPEN, whatever it is asked',
    run: async (store) => {
      await put(store, { a: '1' })
      await close(store)
      for (const attempt of Object.values(attempts(store))) {
        await failure(attempt(), 'AYS_STORE_NOT_OPEN')
      }
      if (store.capabilities.watch) await failure(take(store.watch('')), 'AYS_STORE_NOT_OPEN')
    },
  },
  {
    name: 'opening twice is one opening, closing twice is one closing',
    run: async (store) => {
      await put(store, { a: '1' })
      await Promise.all([store.open(), store.open()])
      assert.equal(text(await store.get('a')), '1')
      await Promise.all([close(store), close(store)])
      await close(store)
      await Promise.all([store.open(), store.open()])
      await put(store, { a: '2' })
      assert.equal(text(await store.get('a')), '2')
    },
  },
  {
    name: 'opening while it closes opens again when it is closed',
    run: async (store) => {
      const closing = close(store)
      await store.open()
      await closing
      await put(store, { a: '1' })
      assert.equal(text(await store.get('a')), '1')
    },
  },
  {
    name: 'closing answers every commit that is under way: done, or AYS_STORE_NOT_OPEN',
    run: async (store) => {
      const commits = range(200).map((n) => put(store, { [`k/${n}`]: '1' }))
      const outcomes = Promise.allSettled(commits)
      await close(store)
      for (const outcome of await outcomes) {
        if (outcome.status === 'fulfilled') continue
        assert.ok(isAysError(outcome.reason, 'AYS_STORE_NOT_OPEN'), String(outcome.reason))
      }
    },
  },
  {
    name: 'what was answered while the store closed is there when it opens, and what it refused is not',
    skip: unlessKept,
    run: async (store) => {
      const commits = range(200).map((n) => put(store, { [`k/${n}`]: '1' }))
      const outcomes = Promise.allSettled(commits)
      await reopen(store)
      for (const [n, { status }] of (await outcomes).entries()) {
        assert.equal((await store.get(`k/${n}`)) !== undefined, status === 'fulfilled')
      }
    },
  },
  {
    name: 'closing ends scans and waits with AYS_STORE_NOT_OPEN',
    run: async (store) => {
      const puts = range(3000).map((n) => ({ key: `k/${n}`, value: bytes('1') }))
      await store.commit({ puts })
      await store.lease('a', { ttl: 600_000 })
      const waiting = failure(store.lease('a', { ttl: 1000, wait: true }), 'AYS_STORE_NOT_OPEN')
      const scanning = failure(closeWithin(store), 'AYS_STORE_NOT_OPEN')
      await Promise.all([waiting, scanning])
    },
  },
  {
    name: 'an aborted signal fails every method with AYS_CANCELLED, and nothing is changed',
    run: async (store) => {
      await put(store, { a: '1' })
      const calls = attempts(store, AbortSignal.abort())
      for (const attempt of Object.values(calls)) await failure(attempt(), 'AYS_CANCELLED')
      assert.equal(await store.get('new'), undefined)
      const lease = await store.lease('a', { ttl: 600_000 })
      await failure(lease.renew({ signal: AbortSignal.abort() }), 'AYS_CANCELLED')
      await close(store)
      await failure(store.open({ signal: AbortSignal.abort() }), 'AYS_CANCELLED')
      await store.open()
    },
  },
  {
    name: 'a scan whose signal is aborted fails with AYS_CANCELLED',
    run: async (store) => {
      await store.commit({ puts: range(3000).map((n) => ({ key: `k/${n}`, value: bytes('1') })) })
      const controller = new AbortController()
      const scanning = (async () => {
        for await (const { key } of store.scan({}, { signal: controller.signal })) {
          if (key === 'k/1500') controller.abort()
        }
      })()
      await failure(scanning, 'AYS_CANCELLED')
    },
  },
  {
    name: 'a commit whose signal is aborted meanwhile is done, or fails with AYS_CANCELLED and is not',
    run: async (store) => {
      for (const n of range(30)) {
        const controller = new AbortController()
        const commit = { puts: [{ key: `k/${n}`, value: bytes('1') }] }
        const committing = store.commit(commit, { signal: controller.signal }).then(
          () => true,
          (error: unknown) => {
            if (!isCancelled(error)) throw error
            return false
          },
        )
        if (n % 3 > 0) await sleep(0)
        controller.abort()
        const done = await committing
        await store.commit({})
        assert.equal((await store.get(`k/${n}`)) !== undefined, done)
      }
    },
  },
]

async function closeWithin(store: Store): Promise<void> {
  let seen = 0
  for await (const _ of store.scan({})) if (++seen === 1500) await close(store)
}
