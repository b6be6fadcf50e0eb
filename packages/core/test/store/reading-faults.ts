import type { Entry } from '@ays/core'
import type { Fault } from './fault.ts'

export const readingFaults: readonly Fault[] = [
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
      'keys are any well-formed text: empty, control characters, beyond U+FFFF',
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
    fails: ['keys are any well-formed text: empty, control characters, beyond U+FFFF'],
    break: (store) => ({ get: (key, options) => store.get(key.trim(), options) }),
  },
  {
    name: 'replaces what is not well-formed',
    fails: ['a key that is not well-formed text is refused with AYS_USAGE everywhere'],
    break: (store) => ({
      get: (key, options) => store.get(Buffer.from(key).toString(), options),
    }),
  },
]
