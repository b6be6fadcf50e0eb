import { type Change, isAysError } from '@ays/core'
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
]
