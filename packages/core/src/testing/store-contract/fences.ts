import assert from 'node:assert/strict'
import { fence, fenced, LONG, runOut } from './leasing.ts'
import { bytes, failure, sleep, type StoreCase, text } from './support.ts'

/** The fences of commit(). */
export const fenceCases: readonly StoreCase[] = [
  {
    name: 'a commit is done while its leases are held',
    run: async (store) => {
      const leases = await Promise.all([store.lease('a', LONG), store.lease('b', LONG)])
      await fenced(store, ...leases.map(fence))
      assert.equal(text(await store.get('a')), '1')
    },
  },
  {
    name: 'a commit whose lease was released is refused with AYS_STORE_FENCED, which names the lease',
    run: async (store) => {
      const [kept, lost] = [await store.lease('kept', LONG), await store.lease('lost', LONG)]
      await lost.release()
      for (const leases of [
        [kept, lost],
        [lost, kept],
      ]) {
        const { details } = await failure(fenced(store, ...leases.map(fence)), 'AYS_STORE_FENCED')
        assert.equal(details['lease'], 'lost')
      }
      assert.equal(await store.get('a'), undefined)
    },
  },
  {
    name: 'a commit whose lease has run out is refused, also when nobody took it since',
    run: async (store) => {
      const lease = await store.lease('a', { ttl: 1 })
      await sleep(20)
      await failure(fenced(store, fence(lease)), 'AYS_STORE_FENCED')
      assert.equal(await store.get('a'), undefined)
    },
  },
  {
    name: 'a commit under the token of an earlier or later holder is refused',
    run: async (store) => {
      const [lost, next] = await runOut(store, 'a')
      await failure(fenced(store, fence(lost)), 'AYS_STORE_FENCED')
      await failure(fenced(store, { lease: 'a', token: next.token + 1 }), 'AYS_STORE_FENCED')
      await failure(fenced(store, { lease: 'nobody', token: 1 }), 'AYS_STORE_FENCED')
      await fenced(store, fence(next))
    },
  },
  {
    name: 'a commit whose lease is lost says so, also when its checks fail too',
    run: async (store) => {
      const lease = await store.lease('a', LONG)
      await lease.release()
      const checks = [{ key: 'a', version: 'none' }]
      await failure(store.commit({ checks, fences: [fence(lease)] }), 'AYS_STORE_FENCED')
    },
  },
  {
    name: 'a commit that was done is answered again by its id, also when its lease is lost',
    run: async (store) => {
      const lease = await store.lease('a', LONG)
      const commit = { id: 'once', fences: [fence(lease)], puts: [{ key: 'a', value: bytes('1') }] }
      const first = await store.commit(commit)
      await lease.release()
      assert.deepEqual(await store.commit(commit), first)
    },
  },
]
