import { setTimeout as sleep } from 'node:timers/promises'
import {
  ABSENT,
  type Check,
  type Commit,
  conflictError,
  type CommitResult,
  isAysError,
  type Store,
} from '@ays/core'
import type { Fault } from './fault.ts'

const NAMES_ALL =
  'AYS_STORE_CONFLICT names every failed check with what was expected and what was found'
const ONE_CHECK =
  'one failed check among many refuses the whole commit: nothing is put, nothing is deleted'
const SERIAL = [
  'the commits of many writers have a serial order',
  'the commits of many writers on two instances have a serial order',
]
const RACES = [
  'of many commits at the same time that check one version, exactly one wins',
  'of many commits of two instances that check one version, exactly one wins',
  'no update is lost in a storm of conflicts',
  'no update of two instances is lost in a storm of conflicts',
  ...SERIAL,
]

const changed = (change: (commit: Commit) => Commit): Fault['break'] => {
  return (store) => ({ commit: (commit, options) => store.commit(change(commit), options) })
}

async function conflictsOf(store: Store, checks: readonly Check[]) {
  const entries = await store.getMany(checks.map(({ key }) => key))
  return checks
    .map(({ key, version }, index) => ({
      key,
      expected: version,
      found: entries[index]?.version ?? ABSENT,
    }))
    .filter(({ expected, found }) => expected !== found)
}

export const committingFaults: readonly Fault[] = [
  {
    name: 'looks at the first check only',
    fails: [ONE_CHECK, NAMES_ALL, ...SERIAL],
    break: changed((commit) => ({ ...commit, checks: commit.checks?.slice(0, 1) ?? [] })),
  },
  {
    name: 'names one conflict only',
    fails: [NAMES_ALL],
    break: (store) => ({
      commit: async (commit, options) => {
        try {
          return await store.commit(commit, options)
        } catch (error) {
          if (!isAysError(error, 'AYS_STORE_CONFLICT')) throw error
          throw conflictError((await conflictsOf(store, commit.checks ?? [])).slice(0, 1))
        }
      },
    }),
  },
  {
    name: 'checks first and writes a moment later',
    fails: RACES,
    break: (store) => ({
      commit: async (commit, options) => {
        const { checks = [], ...rest } = commit
        if (checks.length === 0 || commit.id !== undefined) return store.commit(commit, options)
        const conflicts = await conflictsOf(store, checks)
        if (conflicts.length > 0) return store.commit(commit, options)
        await sleep(1)
        return store.commit(rest, options)
      },
    }),
  },
  {
    name: 'takes what is above its limits',
    fails: [
      'a commit above a limit is refused with AYS_STORE_TOO_LARGE before anything is written or checked',
      'the limits allow 10,000 keys, values of 16 MB, and commits of both',
    ],
    break: ({ capabilities }) => ({
      capabilities: { ...capabilities, limits: { ...capabilities.limits, keys: 5000 } },
    }),
  },
  {
    name: 'takes a key twice',
    fails: ['a key that is named twice among puts and deletes is refused with AYS_USAGE'],
    break: changed(({ puts = [], deletes = [], ...commit }) => ({
      ...commit,
      puts: [...new Map(puts.map((put) => [put.key, put])).values()],
      deletes: [...new Set(deletes)].filter((name) => puts.every(({ key }) => key !== name)),
    })),
  },
  {
    name: 'counts only commits that change something',
    fails: [
      'the revision is decimal and grows with every commit, also with one that changes nothing',
    ],
    break: (store) => {
      let last = '1'
      return {
        commit: async (commit, options) => {
          const result = await store.commit(commit, options)
          const changes = (commit.puts?.length ?? 0) + (commit.deletes?.length ?? 0)
          if (changes > 0 || commit.id !== undefined || commit.checks === undefined) {
            last = result.revision
          }
          return { ...result, revision: last }
        },
      }
    },
  },
  {
    name: 'deletes before it checks',
    fails: [ONE_CHECK],
    break: (store) => ({
      commit: async (commit, options) => {
        try {
          return await store.commit(commit, options)
        } catch (error) {
          const { deletes = [] } = commit
          if (isAysError(error, 'AYS_STORE_CONFLICT')) await store.commit({ deletes })
          throw error
        }
      },
    }),
  },
]

const AT_ONCE = 'the same id at the same time is done once, and every caller gets the one answer'
const TWO = 'an id that two instances commit is done once'
const OVER_999 = 'an id is remembered over 999 later commits with ids'

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
    fails: [
      OVER_999,
      TWO,
      'a store that outlives its process remembers the ids when it is closed and opened',
    ],
    break: (store) => remembering({ atOnce: true, failures: false, limit: 500 })(store),
  },
  {
    name: 'remembers failures',
    fails: ['an id whose commit failed is judged anew', TWO],
    break: (store) => remembering({ atOnce: true, failures: true, limit: 2000 })(store),
  },
  {
    name: 'remembers an id only when its commit is done',
    fails: [AT_ONCE, TWO],
    break: (store) => remembering({ atOnce: false, failures: false, limit: 2000 })(store),
  },
]
