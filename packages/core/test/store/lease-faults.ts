import { isAysError, type Lease, type Store, throwIfAborted } from '@ays/core'
import type { Fault } from './fault.ts'

/** Leases that differ in these methods. */
const leasing = (change: (lease: Lease, store: Store) => Partial<Lease>): Fault['break'] => {
  return (store) => ({
    lease: async (name, options) => {
      const lease = await store.lease(name, options)
      return { ...lease, ...change(lease, store) }
    },
  })
}

async function unlessFenced(attempt: Promise<void>): Promise<void> {
  await attempt.catch((error: unknown) => {
    if (!isAysError(error, 'AYS_STORE_FENCED')) throw error
  })
}

export const leaseFaults: readonly Fault[] = [
  {
    name: 'renews what is lost',
    fails: [
      'renewing a lease that has run out fails with AYS_STORE_FENCED',
      'renewing a lease that another holds fails with AYS_STORE_FENCED and takes nothing from the holder',
    ],
    break: leasing((lease) => ({
      renew: (options) => unlessFenced(lease.renew(options)),
    })),
  },
  {
    name: 'does not renew',
    fails: ['renewing starts the time again and keeps the token'],
    break: leasing((lease, store) => ({
      renew: async (options) => {
        await store.commit({ fences: [{ lease: lease.name, token: lease.token }] }, options)
      },
    })),
  },
  {
    name: 'fails to release what is lost',
    fails: ['releasing a lease that is lost does not fail and takes nothing from the holder'],
    break: leasing((lease) => ({
      release: async () => {
        await lease.renew()
        await lease.release()
      },
    })),
  },
  {
    name: 'ignores fences',
    fails: [
      'a commit whose lease was released is refused with AYS_STORE_FENCED, which names the lease',
      'a commit whose lease has run out is refused, also when nobody took it since',
      'a commit whose lease is lost says so, also when its checks fail too',
      'a commit under the token of an earlier or later holder is refused',
    ],
    break: (store) => ({
      commit: (commit, options) => store.commit({ ...commit, fences: [] }, options),
    }),
  },
  {
    name: 'asks for the lease of an answered commit again',
    fails: ['a commit that was done is answered again by its id, also when its lease is lost'],
    break: (store) => ({
      commit: async (commit, options) => {
        if (commit.id !== undefined) await store.commit({ fences: commit.fences ?? [] })
        return store.commit(commit, options)
      },
    }),
  },
  {
    name: 'waits on when it should stop',
    fails: ['waiting for a lease ends with AYS_CANCELLED when the signal is aborted'],
    break: (store) => ({
      lease: async (name, { signal, ...options }) => {
        throwIfAborted(signal)
        return store.lease(name, options)
      },
    }),
  },
  {
    name: 'takes a lease to find out whether it is held',
    fails: [
      'a lease is known to be held until it is released or has run out, and asking takes nothing',
    ],
    break: (store) => ({
      isLeased: async (name, options) => {
        try {
          await store.lease(name, { ttl: 600_000, ...options })
          return false
        } catch (error) {
          if (isAysError(error, 'AYS_STORE_LEASE_HELD')) return true
          throw error
        }
      },
    }),
  },
  {
    name: 'takes any time to live',
    fails: ['a time to live that is not above zero is refused with AYS_USAGE'],
    break: (store) => ({
      lease: (name, { ttl, ...options }) =>
        store.lease(name, { ...options, ttl: Number.isFinite(ttl) ? Math.max(ttl, 1) : 1 }),
    }),
  },
  {
    name: 'gives up its leases when it closes',
    fails: [
      'closing ends scans and waits with AYS_STORE_NOT_OPEN',
      'a lease of a shared store is held against every instance, also when its own has closed',
    ],
    break: (store) => {
      const held: Lease[] = []
      return {
        lease: async (name, options) => {
          const lease = await store.lease(name, options)
          held.push(lease)
          return lease
        },
        [Symbol.asyncDispose]: async () => {
          for (const lease of held.splice(0)) await lease.release()
          await store[Symbol.asyncDispose]()
        },
      }
    },
  },
]
