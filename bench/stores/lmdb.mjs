import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { LmdbStore } from '@ays/store-lmdb'

const require = createRequire(new URL('../../plugins/store-lmdb/package.json', import.meta.url))
const lmdb = require('lmdb')

export const name = 'LMDB'

/** Our store and, in another folder, the library with the same bytes. */
export async function open(folder) {
  const store = new LmdbStore({ path: join(folder, 'lmdb'), repository: 'bench' })
  await store.open()
  const db = lmdb.open({
    path: join(folder, 'raw'),
    noSubdir: false,
    encoding: 'binary',
    pageSize: 8192,
    overlappingSync: false,
    eventTurnBatching: false,
  })
  const write = ({ puts, deletes = [] }) => {
    for (const { key, value } of puts) db.putSync(key, value)
    for (const key of deletes) db.removeSync(key)
  }
  return {
    store,
    commit: (changed) => db.transaction(() => write(changed)),
    // The best that can be done with the same bytes.
    commits: (all) => db.transaction(() => all.forEach(write)),
    get: async (key) => db.getBinary(key),
    getMany: async (keys) => keys.map((key) => db.getBinary(key)),
    scan: async (prefix, limit) => {
      for (const _ of db.getRange({ start: prefix, end: `${prefix}~`, limit })) continue
    },
    bytes: async () => statSync(join(folder, 'lmdb/data.mdb')).size,
    close: () => Promise.all([store[Symbol.asyncDispose](), db.close()]),
  }
}
