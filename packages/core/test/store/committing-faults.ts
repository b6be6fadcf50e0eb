import { setTimeout as sleep } from 'node:timers/promises'
import {
  ABSENT,
  type Check,
  type Commit,
  conflictError,
  type Entry,
  isAysError,
  type Store,
} from '@ays/core'
import { copied, type Fault } from './fault.ts'

const NAMES_ALL =
  'AYS_STORE_CONFLICT names every failed check with what was expected and what was found'
const ONE_CHECK =
  'one failed check among many refuses the whole commit: nothing is put, nothing is deleted'
const ABOVE =
  'a commit above a limit is refused with AYS_STORE_TOO_LARGE before anything is written or checked'
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
    fails: [ONE_CHECK, NAMES_ALL, ABOVE, ...SERIAL],
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
    fails: [ABOVE, 'the limits allow 10,000 keys, values of 16 MB, and commits of both'],
    break: ({ capabilities }) => ({
      capabilities: { ...capabilities, limits: { ...capabilities.limits, keys: 5000 } },
    }),
  },
  {
    name: 'takes a key twice',
    fails: [
      'a key that is named twice among puts and deletes is refused with AYS_USAGE',
      'a malformed commit is refused with AYS_USAGE, also under an id that is known',
    ],
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
  {
    name: 'gives the version of the first put only',
    fails: [
      'scan() gives every entry once, with bytes and version',
      'the result has the new version of every key that was put: the revision of the commit',
      'a commit of 10,000 keys is done as one',
    ],
    break: (store) => ({
      commit: async (commit, options) => {
        const { revision, versions } = await store.commit(commit, options)
        return { revision, versions: new Map([...versions].slice(0, 1)) }
      },
    }),
  },
  {
    name: 'gives a key that was deleted its first version again',
    fails: [
      'the result has the new version of every key that was put: the revision of the commit',
      'a version never repeats for a key, not even after a delete',
      'a version never repeats for a key, not even when the store was closed after the delete',
      'a check of a version fails when the key changed, went away, or went and came back',
      'commits at the same time happen in the order of their revisions',
    ],
    break: (store) => {
      const versions = new Map<string, string>()
      const shown = (entry: Entry | undefined) =>
        entry && { ...entry, version: versions.get(entry.key) ?? entry.version }
      return {
        get: async (key, options) => shown(await store.get(key, options)),
        commit: async (asked, options) => {
          const commit = copied(asked)
          const entries = await store.getMany((commit.checks ?? []).map(({ key }) => key))
          const checks = commit.checks?.map((check, index) =>
            shown(entries[index])?.version === check.version
              ? { ...check, version: entries[index]?.version ?? check.version }
              : check,
          )
          const result = await store.commit({ ...commit, ...(checks && { checks }) }, options)
          for (const { key } of commit.puts ?? [])
            versions.set(key, versions.get(key) ?? result.revision)
          return {
            ...result,
            versions: new Map(
              [...result.versions.keys()].map((key) => [key, versions.get(key) ?? '']),
            ),
          }
        },
      }
    },
  },
  {
    name: 'forgets the deletes of a commit that puts',
    fails: [
      'the result has the new version of every key that was put: the revision of the commit',
      'puts and deletes of one commit happen together',
      'a commit whose checks hold is done',
      'a key that is named twice among puts and deletes is refused with AYS_USAGE',
    ],
    break: (store) => ({
      commit: async (commit, options) => {
        const { puts = [], deletes = [], ...rest } = copied(commit)
        const entries = await store.getMany(deletes)
        const gone = (_: string, index: number) => entries[index] === undefined
        const kept = puts.length > 0 ? deletes.filter(gone) : deletes
        return store.commit({ ...rest, puts, deletes: kept }, options)
      },
    }),
  },
  {
    name: 'does not delete what it checks',
    fails: ['a commit whose checks hold is done', ABOVE],
    break: changed(({ checks = [], deletes = [], ...commit }) => ({
      ...commit,
      checks,
      deletes: deletes.filter((name) => checks.every(({ key }) => key !== name)),
    })),
  },
  {
    name: 'takes a check of what is not there as kept',
    fails: [
      'a check of a version fails when the key changed, went away, or went and came back',
      NAMES_ALL,
    ],
    break: (store) => ({
      commit: async (commit, options) => {
        const { checks = [], ...rest } = copied(commit)
        if (checks.length === 0) return store.commit(rest, options)
        const entries = await store.getMany(checks.map(({ key }) => key))
        const found = checks.filter(
          ({ version }, index) => version === ABSENT || entries[index] !== undefined,
        )
        return store.commit({ ...rest, checks: found }, options)
      },
    }),
  },
  {
    name: 'checks versions, never absence',
    fails: [
      'a check for absence fails when the key exists',
      ONE_CHECK,
      NAMES_ALL,
      ABOVE,
      'an id whose commit failed is judged anew',
      ...RACES,
    ],
    break: changed(({ checks = [], ...commit }) => ({
      ...commit,
      checks: checks.filter(({ version }) => version !== ABSENT),
    })),
  },
]
