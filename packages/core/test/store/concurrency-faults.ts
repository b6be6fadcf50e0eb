import type { Commit, CommitResult, Entry, SignalOption } from '@ays/core'
import { copied, type Fault } from './fault.ts'

type Asked = readonly [commit: Commit, options: SignalOption | undefined]

/** Does the commits that come together in one go. */
function together(
  doAll: (asked: readonly Asked[]) => Promise<CommitResult>[],
): (...asked: Asked) => Promise<CommitResult> {
  let gathering:
    | { readonly asked: Asked[]; readonly done: Promise<Promise<CommitResult>[]> }
    | undefined
  return async (...one) => {
    if (gathering === undefined) {
      const asked: Asked[] = []
      const done = Promise.resolve().then(() => {
        gathering = undefined
        return doAll(asked)
      })
      gathering = { asked, done }
    }
    const index = gathering.asked.push(one) - 1
    const results = await gathering.done
    const result = results[index]
    if (result === undefined) throw new Error('nothing was done')
    return result
  }
}

export const concurrencyFaults: readonly Fault[] = [
  {
    name: 'does a hundred commits at a time and answers the others, too',
    fails: [
      'commits at the same time on different keys are all done',
      'what was answered while the store closed is there when it opens, and what it refused is not',
    ],
    break: (store) => {
      let underWay = 0
      let last: Promise<CommitResult> | undefined
      return {
        commit: async (commit, options) => {
          const simple = commit.id === undefined && (commit.puts ?? []).length === 1
          if (simple && underWay >= 100 && last !== undefined) return last
          underWay += 1
          try {
            const result = store.commit(commit, options)
            if (simple) last = result
            return await result
          } finally {
            underWay -= 1
          }
        },
      }
    },
  },
  {
    name: 'answers commits that come together in each other’s place',
    fails: ['commits at the same time happen in the order of their revisions'],
    break: (store) => {
      const commitTogether = together((asked) =>
        asked.map(([commit, options]) => store.commit(commit, options)).toReversed(),
      )
      return {
        commit: (commit, options) =>
          commit.id === undefined && commit.checks === undefined && commit.fences === undefined
            ? commitTogether(copied(commit), options)
            : store.commit(commit, options),
      }
    },
  },
  {
    name: 'remembers what it read until it commits something itself',
    fails: [],
    break: (store) => {
      const read = new Map<string, Entry | undefined>()
      return {
        get: async (key, options) => {
          const entry = await store.get(key, options)
          if (!read.has(key)) read.set(key, entry)
          const known = read.get(key)
          return known && { ...known, value: known.value.slice() }
        },
        commit: async (commit, options) => {
          try {
            return await store.commit(commit, options)
          } finally {
            read.clear()
          }
        },
      }
    },
  },
]
