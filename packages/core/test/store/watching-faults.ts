import { type Change, isAysError, notOpenError } from '@ays/core'
import type { Fault } from './fault.ts'

const watching = (
  watch: (changes: AsyncIterable<Change>) => AsyncIterable<Change>,
): Fault['break'] => {
  return (store) => ({ watch: (prefix, options) => watch(store.watch(prefix, options)) })
}

const EVERY_KEY = 'watch() reports every key of a commit, under its one revision'
const NO_GAP = [
  'a watch among many commits has no gap, wherever it began',
  'a watch among many commits of another instance has no gap',
]

export const watchingFaults: readonly Fault[] = [
  {
    name: 'begins when it is read, not when it is called',
    fails: ['without `from`, watch() begins with the first commit after the call'],
    break: (store) => ({
      async *watch(prefix, options) {
        yield* store.watch(prefix, options)
      },
    }),
  },
  {
    name: 'reports keys beside the prefix',
    fails: [
      'watch() reports only keys under the prefix',
      'a watch that waits is woken by the next commit',
    ],
    break: (store) => ({ watch: (_, options) => store.watch('', options) }),
  },
  {
    name: 'reports deletes as puts',
    fails: [
      'watch() reports puts with their version and deletes without, in the order of the revisions',
    ],
    break: watching(async function* (changes) {
      for await (const change of changes) yield { ...change, version: change.revision }
    }),
  },
  {
    name: 'reports one change twice and another not at all',
    fails: [...NO_GAP, EVERY_KEY],
    break: watching(async function* (changes) {
      let last: Change | undefined
      let count = 0
      for await (const change of changes) {
        yield ++count === 50 && last !== undefined && change.key !== 'end' ? last : change
        last = change
      }
    }),
  },
  {
    name: 'ends where it should say that changes are lost',
    fails: [
      'a watch that is read late gives every change, or fails with AYS_STORE_WATCH_LOST',
      'a watch from a revision that this store never had fails with AYS_STORE_WATCH_LOST',
    ],
    break: watching(async function* (changes) {
      try {
        yield* changes
      } catch (error) {
        if (!isAysError(error, 'AYS_STORE_WATCH_LOST')) throw error
      }
    }),
  },
  {
    name: 'begins where it was opened, also when it is asked for more',
    fails: [
      'a watch from before the store was opened gives every change, or fails with AYS_STORE_WATCH_LOST',
    ],
    break: (store) => {
      let latest = '0'
      let opened = '0'
      return {
        open: async (options) => {
          opened = latest
          await store.open(options)
        },
        commit: async (commit, options) => {
          const result = await store.commit(commit, options)
          latest = result.revision
          return result
        },
        watch: (prefix, { from, ...options } = {}) => {
          if (from === undefined || !/^\d+$/.test(from)) {
            return store.watch(prefix, from === undefined ? options : { from, ...options })
          }
          const later = BigInt(from) < BigInt(opened) ? opened : from
          return store.watch(prefix, { from: later, ...options })
        },
      }
    },
  },
  {
    name: 'takes any text for a revision',
    fails: ['a watch from what is no revision fails with AYS_USAGE'],
    break: (store) => ({
      watch: (prefix, { from, ...options } = {}) => {
        if (from === undefined) return store.watch(prefix, options)
        return store.watch(prefix, { from: String(Number(from) || 1_000_000), ...options })
      },
    }),
  },
  {
    name: 'fails where it should end',
    fails: [
      'a watch ends when its signal is aborted, before it waits and while it waits',
      'a watch ends when the store closes',
    ],
    break: watching(async function* (changes) {
      yield* changes
      throw notOpenError()
    }),
  },
  {
    name: 'keeps something of every watch until its end',
    fails: [
      'a watch among many commits has no gap, wherever it began',
      'a watch among many commits of another instance has no gap',
      'a watch that is left early leaves nothing behind',
    ],
    break: (store) => {
      let kept = 0
      const counted = async function* (changes: AsyncIterable<Change>) {
        if (kept === 2) throw new Error('too many watches')
        kept += 1
        yield* changes
        kept -= 1
      }
      return { watch: (prefix, options) => counted(store.watch(prefix, options)) }
    },
  },
]
