import { readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { LevelStore } from '@ays/store-level'

const require = createRequire(new URL('../../packages/store-level/package.json', import.meta.url))
const { Level } = require('level')

export const name = 'LevelDB'

/** Our store and, in another folder, the library with the same bytes. */
export async function open(folder) {
  const store = new LevelStore({ path: join(folder, 'level') })
  const db = new Level(join(folder, 'raw'), { valueEncoding: 'buffer' })
  await Promise.all([store.open(), db.open()])
  return {
    store,
    commit: (changed) => db.batch(operations(changed), { sync: true }),
    // The best that can be done with the same bytes.
    commits: (all) => db.batch(all.flatMap(operations), { sync: true }),
    get: (key) => db.get(key),
    getMany: (keys) => db.getMany(keys),
    scan: async (prefix, limit) => {
      for await (const _ of db.iterator({ gte: prefix, lt: `${prefix}~`, limit })) continue
    },
    bytes: async () => sizeOf(join(folder, 'level')),
    close: () => Promise.all([store[Symbol.asyncDispose](), db.close()]),
  }
}

function operations({ puts, deletes = [] }) {
  return [
    ...puts.map((put) => ({ type: 'put', ...put })),
    ...deletes.map((key) => ({ type: 'del', key })),
  ]
}

function sizeOf(path) {
  const sizes = readdirSync(path).map((file) => statSync(join(path, file)).size)
  return sizes.reduce((a, b) => a + b, 0)
}
