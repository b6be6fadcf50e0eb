import assert from 'node:assert/strict'
import type { Store } from '../../store/store.ts'
import {
  begun,
  bytes,
  failure,
  reopen,
  sleep,
  type StoreCase,
  unlessKept,
  unlessShared,
  unlessUnshared,
  withSibling,
} from './support.ts'
import { fence, fenced, granted, LONG, runOut, SHORT } from './leasing.ts'

/** lease() and isLeased(). */
export const leaseCases: readonly StoreCase[] = [
  {
    name: 'a lease that is held is refused to others with AYS_STORE_LEASE_HELD',
    run: async (store) => {
      const lease = await store.lease('a', LONG)
      assert.equal(lease.name, 'a')
      await failure(store.lease('a', LONG), 'AYS_STORE_LEASE_HELD')
      await store.lease('b', LONG)
    },
  },
  {
    name: 'of many that ask at the same time, one gets the lease',
    run: async (store) => {
      const asked = Array.from({ length: 20 }, () => store.lease('a', LONG))
      const outcomes = await Promise.allSettled(asked)
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    },
  },
  {
    name: 'a released lease can be granted again, under a token that is larger',
    run: async (store) => {
      const tokens: number[] = []
      for (let round = 0; round < 5; round++) {
        const lease = await store.lease('a', LONG)
        tokens.push(lease.token)
        await lease.release()
      }
      assert.deepEqual(
        tokens,
        [...new Set(tokens)].toSorted((a, b) => a - b),
      )
      assert.ok(tokens.every((token) => Number.isSafeInteger(token)))
    },
  },
  {
    name: 'a lease runs out by itself, and the next holder has a larger token',
    run: async (store) => {
      const [lost, next] = await runOut(store, 'a')
      assert.ok(next.token > lost.token)
    },
  },
  {
    name: 'renewing starts the time again and keeps the token',
    run: async (store) => {
      while (!(await outlives(store, 200))) await sleep(0)
    },
  },
  {
    name: 'renewing a lease that has run out fails with AYS_STORE_FENCED',
    run: async (store) => {
      const lease = await store.lease('a', { ttl: 1 })
      await sleep(20)
      const error = await failure(lease.renew(), 'AYS_STORE_FENCED')
      assert.equal(error.details['lease'], 'a')
    },
  },
  {
    name: 'renewing a lease that another holds fails with AYS_STORE_FENCED and takes nothing from the holder',
    run: async (store) => {
      const [lost, next] = await runOut(store, 'a')
      await failure(lost.renew(), 'AYS_STORE_FENCED')
      await fenced(store, fence(next))
    },
  },
  {
    name: 'releasing a lease that is lost does not fail and takes nothing from the holder',
    run: async (store) => {
      const [lost, next] = await runOut(store, 'a')
      await lost.release()
      await failure(store.lease('a', LONG), 'AYS_STORE_LEASE_HELD')
      await next.release()
      await next.release()
      await store.lease('a', LONG)
    },
  },
  {
    name: 'who waits for a lease gets it when it is released',
    run: async (store) => {
      const lease = await store.lease('a', LONG)
      const waiting = begun(store.lease('a', { ...LONG, wait: true }))
      await sleep(20)
      await lease.release()
      assert.ok((await waiting).token > lease.token)
    },
  },
  {
    name: 'waiting for a lease ends with AYS_CANCELLED when the signal is aborted',
    run: async (store) => {
      const lease = await store.lease('a', LONG)
      const controller = new AbortController()
      const waiting = begun(store.lease('a', { ...LONG, wait: true, signal: controller.signal }))
      await sleep(20)
      controller.abort()
      await sleep(20)
      await lease.release()
      await failure(waiting, 'AYS_CANCELLED')
      await store.lease('a', LONG)
    },
  },
  {
    name: 'a lease is known to be held until it is released or has run out, and asking takes nothing',
    run: async (store) => {
      assert.equal(await store.isLeased('a'), false)
      const lease = await store.lease('a', LONG)
      assert.equal(await store.isLeased('a'), true)
      assert.equal(await store.isLeased('b'), false)
      await lease.renew()
      await fenced(store, fence(lease))
      await lease.release()
      assert.equal(await store.isLeased('a'), false)
      await store.lease('a', { ttl: 1 })
      await sleep(20)
      assert.equal(await store.isLeased('a'), false)
    },
  },
  {
    name: 'names of leases are any well-formed text and share no space with keys',
    run: async (store) => {
      for (const name of ['', 'a', 'a:b', 'a\0é', '{a}', ' a']) {
        const lease = await store.lease(name, LONG)
        assert.equal(await store.get(name), undefined)
        await store.commit({ fences: [fence(lease)], puts: [{ key: name, value: bytes('1') }] })
        await failure(store.lease(name, LONG), 'AYS_STORE_LEASE_HELD')
      }
      const all = await Promise.all(['', 'a', 'a:b'].map((name) => store.isLeased(name)))
      assert.deepEqual(all, [true, true, true])
      assert.equal(await store.isLeased('b'), false)
    },
  },
  {
    name: 'a time to live that is not above zero is refused with AYS_USAGE',
    run: async (store) => {
      for (const ttl of [0, -1, Number.NaN, Infinity]) {
        await failure(store.lease('a', { ttl }), 'AYS_USAGE')
      }
    },
  },
  {
    name: 'all leases of an unshared store are void when it opens, and tokens go on growing',
    skip: unlessUnshared,
    run: async (store) => {
      const before = await store.lease('a', LONG)
      await reopen(store)
      await failure(before.renew(), 'AYS_STORE_FENCED')
      await failure(fenced(store, fence(before)), 'AYS_STORE_FENCED')
      const after = await store.lease('a', LONG)
      assert.ok(after.token > before.token)
      await before.release()
      await failure(store.lease('a', LONG), 'AYS_STORE_LEASE_HELD')
    },
  },
  {
    name: 'a lease of a shared store is held against every instance, also when its own has closed',
    skip: unlessShared,
    run: (store, harness) =>
      withSibling(store, harness, async (sibling) => {
        const lease = await store.lease('a', LONG)
        await failure(sibling.lease('a', LONG), 'AYS_STORE_LEASE_HELD')
        assert.equal(await sibling.isLeased('a'), true)
        await fenced(sibling, fence(lease))
        await store[Symbol.asyncDispose]()
        await failure(sibling.lease('a', LONG), 'AYS_STORE_LEASE_HELD')
        await fenced(sibling, fence(lease))
      }),
  },
  {
    name: 'who waits for a lease gets it when another instance releases it or lets it run out',
    skip: unlessShared,
    run: (store, harness) =>
      withSibling(store, harness, async (sibling) => {
        const lease = await store.lease('a', LONG)
        const waiting = begun(sibling.lease('a', { ...SHORT, wait: true }))
        await lease.release()
        const second = await waiting
        const third = await store.lease('a', { ...LONG, wait: true })
        assert.ok(third.token > second.token && second.token > lease.token)
      }),
  },
  {
    name: 'tokens go on growing when the store was closed',
    skip: unlessKept,
    run: async (store) => {
      const before = await store.lease('a', LONG)
      await before.release()
      await reopen(store)
      assert.ok((await store.lease('a', LONG)).token > before.token)
    },
  },
]

/**
 * Keeps a lease for longer than its time by renewing it. False when this machine was so slow that
 * the lease may have run out in between: that says nothing about the store.
 */
async function outlives(store: Store, ttl: number): Promise<boolean> {
  let began = performance.now()
  const lease = await granted(store, 'a', { ttl })
  for (let round = 0; round < 4; round++) {
    await sleep(ttl / 3)
    const renewing = performance.now()
    const error = await lease.renew().catch((reason: unknown) => reason)
    if (performance.now() - began > ttl) return false
    assert.equal(error, undefined)
    began = renewing
  }
  const { token } = lease
  const outcome = await fenced(store, fence(lease)).catch((reason: unknown) => reason)
  if (performance.now() - began > ttl) return false
  assert.ok(!(outcome instanceof Error), 'the lease was not renewed')
  assert.equal(lease.token, token)
  await lease.release()
  return true
}
