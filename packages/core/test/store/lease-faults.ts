import { fencedError, isAysError, type Lease, type Store, throwIfAborted } from '@ays/core'
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
  {
    name: 'grants what is held',
    fails: [
      'a lease that is held is refused to others with AYS_STORE_LEASE_HELD',
      'of many that ask at the same time, one gets the lease',
      'releasing a lease that is lost does not fail and takes nothing from the holder',
      'names of leases are any well-formed text and share no space with keys',
      'a lease of a shared store is held against every instance, also when its own has closed',
    ],
    break: (store) => ({
      lease: async (name, options) => {
        try {
          return await store.lease(name, options)
        } catch (error) {
          if (!isAysError(error, 'AYS_STORE_LEASE_HELD')) throw error
          return { name, token: 1, renew: async () => undefined, release: async () => undefined }
        }
      },
    }),
  },
  {
    name: 'gives every holder the same token',
    fails: [
      'a released lease can be granted again, under a token that is larger',
      'a lease runs out by itself, and the next holder has a larger token',
      'who waits for a lease gets it when it is released',
      'a commit under the token of an earlier or later holder is refused',
      'who waits for a lease gets it when another instance releases it or lets it run out',
      'tokens go on growing when the store was closed',
    ],
    break: (store) => {
      const tokens = new Map<string, number>()
      return {
        lease: async (name, options) => {
          const lease = await store.lease(name, options)
          tokens.set(name, lease.token)
          return { ...lease, token: 1 }
        },
        commit: ({ fences = [], ...commit }, options) => {
          const real = fences.map((fence) =>
            fence.token === 1 ? { ...fence, token: tokens.get(fence.lease) ?? 1 } : fence,
          )
          return store.commit({ ...commit, fences: real }, options)
        },
      }
    },
  },
  {
    name: 'counts tokens anew when it opens',
    fails: [
      'who waits for a lease gets it when another instance releases it or lets it run out',
      'tokens go on growing when the store was closed',
    ],
    break: (store) => {
      let before: number | undefined
      return {
        open: async (options) => {
          before = undefined
          await store.open(options)
        },
        lease: async (name, options) => {
          const lease = await store.lease(name, options)
          before ??= lease.token - 1
          return { ...lease, token: lease.token - before }
        },
        commit: ({ fences = [], ...commit }, options) => {
          const real = fences.map(({ lease, token }) => ({ lease, token: token + (before ?? 0) }))
          return store.commit({ ...commit, fences: real }, options)
        },
      }
    },
  },
  {
    name: 'does not wait',
    fails: [
      'who waits for a lease gets it when it is released',
      'waiting for a lease ends with AYS_CANCELLED when the signal is aborted',
      'who waits for a lease gets it when another instance releases it or lets it run out',
      'closing ends scans and waits with AYS_STORE_NOT_OPEN',
    ],
    break: (store) => ({
      lease: (name, options) => store.lease(name, { ...options, wait: false }),
    }),
  },
  {
    name: 'knows one fence at a time',
    fails: [
      'a commit whose lease was released is refused with AYS_STORE_FENCED, which names the lease',
    ],
    break: (store) => ({
      commit: ({ fences = [], ...commit }, options) =>
        store.commit({ ...commit, fences: fences.slice(-1) }, options),
    }),
  },
  {
    name: 'refuses a commit under two fences',
    fails: [
      'a commit is done while its leases are held',
      'a commit whose lease was released is refused with AYS_STORE_FENCED, which names the lease',
    ],
    break: (store) => ({
      commit: async (commit, options) => {
        const [first, second] = commit.fences ?? []
        if (first !== undefined && second !== undefined) throw fencedError(first)
        return store.commit(commit, options)
      },
    }),
  },
  {
    name: 'trims names of leases',
    fails: ['names of leases are any well-formed text and share no space with keys'],
    break: (store) => ({ lease: (name, options) => store.lease(name.trim(), options) }),
  },
  {
    name: 'keeps its leases when it opens, though nobody else can have it open',
    fails: ['all leases of an unshared store are void when it opens, and tokens go on growing'],
    break: ({ capabilities }) => ({ capabilities: { ...capabilities, shared: false } }),
  },
]
