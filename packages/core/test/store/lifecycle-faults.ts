import { setTimeout as sleep } from 'node:timers/promises'
import { AysError, isAysError } from '@ays/core'
import type { Fault } from './fault.ts'

const ABORTED = 'an aborted signal fails every method with AYS_CANCELLED, and nothing is changed'

export const lifecycleFaults: readonly Fault[] = [
  {
    name: 'reads on when it is closed',
    fails: ['a closed store fails with AYS_STORE_NOT_OPEN, whatever it is asked'],
    break: (store) => ({
      get: async (key, options) => {
        const entry = await store.get(key, options).catch((error: unknown) => error)
        return isAysError(entry, 'AYS_STORE_NOT_OPEN') ? undefined : store.get(key, options)
      },
    }),
  },
  {
    name: 'does not stop reading',
    fails: [ABORTED],
    break: (store) => ({ get: (key) => store.get(key) }),
  },
  {
    name: 'does not stop scanning',
    fails: [ABORTED, 'a scan whose signal is aborted fails with AYS_CANCELLED'],
    break: (store) => ({ scan: (range) => store.scan(range) }),
  },
  {
    name: 'says that it was cancelled, and goes on',
    fails: [
      'a commit whose signal is aborted meanwhile is done, or fails with AYS_CANCELLED and is not',
    ],
    break: (store) => ({
      commit: async (commit, options) => {
        const result = await store.commit(commit, options)
        await sleep(1)
        if (options?.signal?.aborted !== true) return result
        throw new AysError('AYS_CANCELLED', 'too late')
      },
    }),
  },
  {
    name: 'answers commits and drops them when it closes',
    fails: [
      'a closed store fails with AYS_STORE_NOT_OPEN, whatever it is asked',
      'what was answered while the store closed is there when it opens, and what it refused is not',
    ],
    break: (store) => {
      let closed = false
      return {
        commit: async ({ puts = [], ...commit }, options) => {
          const copies = puts.map(({ key, value }) => ({ key, value: value.slice() }))
          await Promise.resolve()
          if (closed) return { revision: '0', versions: new Map() }
          return store.commit({ ...commit, puts: copies }, options)
        },
        open: async (options) => {
          await store.open(options)
          closed = false
        },
        [Symbol.asyncDispose]: async () => {
          closed = true
          await store[Symbol.asyncDispose]()
        },
      }
    },
  },
  {
    name: 'cannot be opened twice',
    fails: [
      'opening twice is one opening, closing twice is one closing',
      'an aborted signal fails every method with AYS_CANCELLED, and nothing is changed',
    ],
    break: (store) => {
      let open = true
      return {
        open: async (options) => {
          if (open) throw new Error('it is open')
          open = true
          await store.open(options)
        },
        [Symbol.asyncDispose]: async () => {
          open = false
          await store[Symbol.asyncDispose]()
        },
      }
    },
  },
  {
    name: 'is opened by whoever comes while it closes, and then closes',
    fails: ['opening while it closes opens again when it is closed'],
    break: (store) => ({
      [Symbol.asyncDispose]: async () => {
        await sleep(5)
        await store[Symbol.asyncDispose]()
      },
    }),
  },
  {
    name: 'drops what is under way when it closes, with an error of its own',
    fails: [
      'closing answers every commit that is under way: done, or AYS_STORE_NOT_OPEN',
      'what was answered while the store closed is there when it opens, and what it refused is not',
    ],
    break: (store) => {
      let closed = false
      return {
        commit: async (commit, options) => {
          const result = await store.commit(commit, options)
          await Promise.resolve()
          if (closed) throw new Error('lost')
          return result
        },
        open: async (options) => {
          await store.open(options)
          closed = false
        },
        [Symbol.asyncDispose]: async () => {
          closed = true
          await store[Symbol.asyncDispose]()
        },
      }
    },
  },
]
