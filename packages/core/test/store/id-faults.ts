import { type CommitResult } from '@ays/core'
import type { Fault } from './fault.ts'

const AT_ONCE = 'the same id at the same time is done once, and every caller gets the one answer'
const TWO = 'an id that two instances commit is done once'
const OVER_999 = 'an id is remembered over 999 later commits with ids'
const MALFORMED = 'a malformed commit is refused with AYS_USAGE, also under an id that is known'
const REOPENED = 'a store that outlives its process remembers the ids when it is closed and opened'

/** Remembers ids itself; the store behind never sees one. */
const remembering = (settings: { atOnce: boolean; failures: boolean; limit: number }) => {
  const answers = new Map<string, Promise<CommitResult>>()
  return ((store) => ({
    commit: async ({ id, ...commit }, options) => {
      const known = id === undefined ? undefined : answers.get(id)
      if (known !== undefined || id === undefined) return known ?? store.commit(commit, options)
      const answer = store.commit(commit, options)
      if (!settings.failures) answer.catch(() => answers.delete(id))
      if (!settings.atOnce) await answer
      answers.set(id, answer)
      const [oldest = ''] = answers.keys()
      if (answers.size > settings.limit) answers.delete(oldest)
      return answer
    },
  })) satisfies Fault['break']
}

export const idFaults: readonly Fault[] = [
  {
    name: 'remembers five hundred ids',
    fails: [MALFORMED, OVER_999, REOPENED, TWO],
    break: (store) => remembering({ atOnce: true, failures: false, limit: 500 })(store),
  },
  {
    name: 'remembers failures',
    fails: ['an id whose commit failed is judged anew', MALFORMED, TWO],
    break: (store) => remembering({ atOnce: true, failures: true, limit: 2000 })(store),
  },
  {
    name: 'remembers an id only when its commit is done',
    fails: [AT_ONCE, MALFORMED, TWO],
    break: (store) => remembering({ atOnce: false, failures: false, limit: 2000 })(store),
  },
  {
    name: 'does a commit again for its id',
    fails: [
      'the same id is answered as the first time, and nothing is done again',
      AT_ONCE,
      MALFORMED,
      OVER_999,
      'ids are any text and share no space with keys',
      REOPENED,
      TWO,
      'a commit that was done is answered again by its id, also when its lease is lost',
    ],
    break: (store) => ({
      commit: ({ checks = [], puts = [], deletes = [], fences = [] }, options) =>
        store.commit({ checks, puts, deletes, fences }, options),
    }),
  },
  {
    name: 'keeps ids among the entries',
    fails: ['ids are any text and share no space with keys'],
    break: (store) => ({
      commit: async (commit, options) => {
        const { id, puts = [] } = commit
        if (id === undefined || puts.length > 0) return store.commit(commit, options)
        return store.commit({ ...commit, puts: [{ key: id, value: new Uint8Array() }] }, options)
      },
    }),
  },
]
