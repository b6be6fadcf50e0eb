import { randomUUID } from 'node:crypto'
import {
  assertTtl,
  fencedError,
  type Lease,
  leaseHeldError,
  type LeaseOptions,
  type Opening,
  throwIfAborted,
} from '@ays/core'
import { lockRepository } from './lock-repository.ts'
import type { PostgresSession } from './postgres-session.ts'
import { number } from './row.ts'
import { digest } from './write-group.ts'

/** How often, in milliseconds, who waits asks again. */
const ASK_AGAIN = 100

/** Ends of leases are told by the server's clock. */
const LEFT = `clock_timestamp() + $4::float8 * interval '1 millisecond'`

const TAKE = `
INSERT INTO ays_lease AS held (repository, name, token, holder, ends)
VALUES ($1, $2, $5, $3, ${LEFT})
ON CONFLICT (repository, name) DO UPDATE
SET token = excluded.token, holder = excluded.holder, ends = excluded.ends
WHERE held.ends <= clock_timestamp()
RETURNING token`
const RENEW = `
UPDATE ays_lease SET ends = ${LEFT}
WHERE repository = $1 AND name = $2 AND holder = $3 AND ends > clock_timestamp()
RETURNING token`
const RELEASE = 'DELETE FROM ays_lease WHERE repository = $1 AND name = $2 AND holder = $3'
const HOLDER = `
SELECT token, holder FROM ays_lease
WHERE repository = $1 AND name = $2 AND ends > clock_timestamp()`

interface Asked {
  readonly name: string
  /** Who asks; a lost answer is asked for again under the same. */
  readonly holder: string
  readonly ttl: number
}

/** As Store.lease(), by the server's clock. */
export async function grantLease(
  opening: Opening<PostgresSession>,
  name: string,
  { ttl, wait = false, signal }: LeaseOptions,
): Promise<Lease> {
  assertTtl(ttl)
  const asked = { name, holder: randomUUID(), ttl }
  for (;;) {
    const session = opening.use(signal)
    const token = await take(session, asked, signal)
    if (token !== undefined) return heldLease(opening, asked, token)
    if (!wait) throw leaseHeldError(name)
    await session.wake.wait(signal, ASK_AGAIN)
  }
}

/** As Store.isLeased(). */
export async function isLeased(
  { connection, repository }: PostgresSession,
  name: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const rows = await connection.query(HOLDER, [repository, digest(name)], { signal })
  return rows.length > 0
}

/** The token; undefined when somebody holds it. A commit that is judged meanwhile is judged before or after. */
async function take(
  session: PostgresSession,
  { name, holder, ttl }: Asked,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const { connection, repository } = session
  // Who only waits locks nothing.
  if (await isLeased(session, name, signal)) return undefined
  return connection.transaction(async (query) => {
    throwIfAborted(signal)
    const { token } = await lockRepository(query, repository)
    const [held] = await query(HOLDER, [repository, digest(name)])
    if (held !== undefined) return held['holder'] === holder ? number(held, 'token') : undefined
    const taken = await query(TAKE, [repository, digest(name), holder, ttl, token + 1])
    if (taken.length === 0) return undefined
    await query('UPDATE ays_repository SET token = $2 WHERE repository = $1', [
      repository,
      token + 1,
    ])
    return token + 1
  })
}

function heldLease(
  opening: Opening<PostgresSession>,
  { name, holder, ttl }: Asked,
  token: number,
): Lease {
  return {
    name,
    token,
    renew: async ({ signal } = {}) => {
      const { connection, repository } = opening.use(signal)
      const values = [repository, digest(name), holder, ttl]
      const renewed = await connection.query(RENEW, values, { signal })
      if (renewed.length === 0) throw fencedError({ lease: name, token })
    },
    release: async () => {
      const { connection, repository, wake } = opening.use()
      await connection.query(RELEASE, [repository, digest(name), holder])
      wake.fire()
    },
  }
}
