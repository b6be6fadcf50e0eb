import { createRequire } from 'node:module'
import { PostgresStore } from '@ays/store-postgres'
import { startPostgres } from './start-postgres.mjs'

const require = createRequire(new URL('../../plugins/store-postgres/package.json', import.meta.url))
const { Pool } = require('pg')

const PUT = `INSERT INTO raw (key, value) SELECT * FROM unnest($1::bytea[], $2::bytea[])
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`
const DELETE = 'DELETE FROM raw WHERE key = ANY($1::bytea[])'

export const name = 'PostgreSQL'

/** Our store and the library, on one real server. */
export async function open(folder) {
  const server = await startPostgres(folder)
  const store = new PostgresStore({ url: server.url, repository: 'bench' })
  await store.open()
  const pool = new Pool({ connectionString: server.url, max: 4 })
  pool.on('error', () => undefined)
  await pool.query('CREATE TABLE raw (key bytea PRIMARY KEY, value bytea NOT NULL)')
  const commits = async (all) => {
    const client = await pool.connect()
    const entries = new Map(all.flatMap(({ puts }) => puts.map(({ key, value }) => [key, value])))
    const deletes = all.flatMap(({ deletes: some = [] }) => some)
    await client.query('BEGIN')
    if (deletes.length > 0) await client.query(DELETE, [deletes.map((key) => Buffer.from(key))])
    await client.query(PUT, [
      Array.from(entries.keys(), (key) => Buffer.from(key)),
      [...entries.values()],
    ])
    await client.query('COMMIT')
    client.release()
  }
  return {
    store,
    commit: (changed) => commits([changed]),
    // The best that can be done with the same bytes.
    commits,
    get: (key) => pool.query('SELECT value FROM raw WHERE key = $1', [Buffer.from(key)]),
    getMany: (keys) =>
      pool.query('SELECT key, value FROM raw WHERE key = ANY($1::bytea[])', [
        keys.map((key) => Buffer.from(key)),
      ]),
    scan: (prefix, limit) =>
      pool.query('SELECT key, value FROM raw WHERE key >= $1 AND key < $2 ORDER BY key LIMIT $3', [
        Buffer.from(prefix),
        Buffer.from(`${prefix}~`),
        limit,
      ]),
    bytes: async () => {
      const tables = ['entry', 'commit', 'change'].map(
        (table) => `pg_total_relation_size('ays_${table}')`,
      )
      const { rows } = await pool.query(`SELECT ${tables.join(' + ')} AS size`)
      return Number(rows[0].size)
    },
    close: async () => {
      await store[Symbol.asyncDispose]()
      await pool.end()
      await server[Symbol.asyncDispose]()
    },
  }
}
