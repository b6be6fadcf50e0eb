import type { StoreUsage } from '@ays/core'
import { APPLICATION } from './connection.ts'
import type { PostgresSession } from './postgres-session.ts'
import { number, text } from './row.ts'

const BYTES = `
SELECT coalesce(sum(octet_length(key) + octet_length(value)), 0)::bigint AS bytes
FROM ays_entry WHERE repository = $1`
const USERS = `
SELECT DISTINCT application_name AS name FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE $1 ORDER BY name`

/** As Store.usage(). */
export async function readUsage(
  { connection, repository }: PostgresSession,
  signal: AbortSignal | undefined,
): Promise<StoreUsage> {
  const [size] = await connection.query(BYTES, [repository], { signal })
  const users = await connection.query(USERS, [`${APPLICATION}%`], { signal })
  return {
    bytes: number(size, 'bytes'),
    users: users.map((row) => text(row, 'name').slice(APPLICATION.length)),
  }
}
