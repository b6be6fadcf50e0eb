import { ABSENT, type Entry, type Store } from '@ays/core'
import type { Fault } from './fault.ts'

export const readingFaults: readonly Fault[] = [
  {
    name: 'tells less than nothing of its size',
    fails: ['usage(), where there is one, tells a size above zero and names of users'],
    break: (store) => ({
      usage: async (options) => ({ ...(await store.usage?.(options)), bytes: -1 }),
    }),
  },
  {
    name: 'gives the same bytes to every reader',
    fails: ['the bytes belong to the reader: changing them changes nothing that is stored'],
    break: (store) => {
      const given = new Map<string, Entry>()
      return {
        get: async (key, options) => {
          const entry = await store.get(key, options)
          const before = given.get(`${entry?.version} ${key}`)
          if (entry === undefined || before !== undefined) return before ?? entry
          given.set(`${entry.version} ${key}`, entry)
          return entry
        },
      }
    },
  },
  {
    name: 'reads the bytes of a commit later',
    fails: [
      'the bytes given to commit() stay the caller’s: changing them afterwards changes nothing that is stored',
    ],
    break: (store) => ({
      commit: async (commit, options) => {
        await Promise.resolve()
        return store.commit(commit, options)
      },
    }),
  },
  {
    name: 'answers a key that is asked twice only once',
    fails: [
      'getMany() answers in the order of the keys, undefined for what is not there, twice for what is asked twice',
    ],
    break: (store) => ({
      getMany: (keys, options) => store.getMany([...new Set(keys)], options),
    }),
  },
  {
    name: 'takes an empty value for none',
    fails: [
      'keys are any well-formed text: empty, control characters, separators, beyond U+FFFF',
      'values are any bytes, also none',
    ],
    break: (store) => ({
      get: async (key, options) => {
        const entry = await store.get(key, options)
        return entry?.value.length === 0 ? undefined : entry
      },
    }),
  },
  {
    name: 'trims its keys',
    fails: [
      'keys are any well-formed text: empty, control characters, separators, beyond U+FFFF',
      'names of leases are any well-formed text and share no space with keys',
    ],
    break: (store) => ({ get: (key, options) => store.get(key.trim(), options) }),
  },
  {
    name: 'replaces what is not well-formed',
    fails: ['a key that is not well-formed text is refused with AYS_USAGE everywhere'],
    break: (store) => ({
      get: (key, options) => store.get(Buffer.from(key).toString(), options),
    }),
  },
  {
    name: 'has an entry for every key',
    fails: [
      'get() of a key that was never put is undefined',
      'get() of a deleted key is undefined',
      'a commit whose checks hold is done',
      'a check of a version fails when the key changed, went away, or went and came back',
      'a check for absence fails when the key exists',
      'one failed check among many refuses the whole commit: nothing is put, nothing is deleted',
      'AYS_STORE_CONFLICT names every failed check with what was expected and what was found',
      'a key that is named twice among puts and deletes is refused with AYS_USAGE',
      'a commit above a limit is refused with AYS_STORE_TOO_LARGE before anything is written or checked',
      'ids are any text and share no space with keys',
      'names of leases are any well-formed text and share no space with keys',
      'a commit whose lease was released is refused with AYS_STORE_FENCED, which names the lease',
      'a commit whose lease has run out is refused, also when nobody took it since',
      'an aborted signal fails every method with AYS_CANCELLED, and nothing is changed',
    ],
    break: (store) => ({
      get: async (key, options) =>
        (await store.get(key, options)) ?? { key, value: new Uint8Array(), version: ABSENT },
    }),
  },
  {
    name: 'gives what it gave before, once, when it has changed',
    fails: [
      'get() gives key, bytes and version of the last commit that was answered',
      'get() of a deleted key is undefined',
      'a commit whose checks hold is done',
      'a check of a version fails when the key changed, went away, or went and came back',
      'no update is lost in a storm of conflicts',
      'what a commit wrote is read by every instance when it is answered, under growing revisions',
      'no update of two instances is lost in a storm of conflicts',
      'opening twice is one opening, closing twice is one closing',
    ],
    break: (store) => {
      const read = new Map<string, Entry>()
      return {
        get: async (key, options) => {
          const entry = await store.get(key, options)
          const before = read.get(key) ?? entry
          read.delete(key)
          if (entry !== undefined) read.set(key, entry)
          return before && { ...before, value: before.value.slice() }
        },
      }
    },
  },
  {
    name: 'answers a thousand keys at most',
    fails: ['getMany() of thousands of keys answers each'],
    break: (store) => ({
      getMany: async (keys, options) => {
        const entries = await store.getMany(keys.slice(0, 1000), options)
        return keys.map((_, index) => entries[index])
      },
    }),
  },
  {
    name: 'cuts values at one megabyte',
    fails: ['a value of 16 MB is stored and read back'],
    break: (store) => ({
      get: async (key, options) => {
        const entry = await store.get(key, options)
        return entry && { ...entry, value: entry.value.subarray(0, 2 ** 20) }
      },
    }),
  },
  {
    name: 'forgets everything when it closes',
    fails: [
      'a store that outlives its process keeps entries and versions when it is closed and opened',
      'a watch from before the store was opened gives every change, or fails with AYS_STORE_WATCH_LOST',
      'opening while it closes opens again when it is closed',
      'what was answered while the store closed is there when it opens, and what it refused is not',
    ],
    break: (store) => ({
      [Symbol.asyncDispose]: async () => {
        await forget(store).catch(() => undefined)
        await store[Symbol.asyncDispose]()
      },
    }),
  },
]

async function forget(store: Store): Promise<void> {
  const deletes: string[] = []
  for await (const { key } of store.scan({})) deletes.push(key)
  await store.commit({ deletes })
}
