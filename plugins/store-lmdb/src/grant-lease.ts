import {
  assertTtl,
  fencedError,
  type Lease,
  leaseHeldError,
  type LeaseOptions,
  type Opening,
  throwIfAborted,
} from '@ays/core'
import { machineClock, readLease, writeLease } from './lease-records.ts'
import type { LmdbSession } from './lmdb-session.ts'
import { decodeHead, encodeHead } from './repository-head.ts'

/** How often, in milliseconds, who waits asks again: other processes tell nobody. */
const ASK_AGAIN = 50

/** As Store.lease(), by a clock that all processes of this machine share. */
export async function grantLease(
  opening: Opening<LmdbSession>,
  name: string,
  { ttl, wait = false, signal }: LeaseOptions,
): Promise<Lease> {
  assertTtl(ttl)
  for (;;) {
    const session = opening.use(signal)
    const token = await take(session, name, ttl, signal)
    if (token !== undefined) return heldLease(opening, name, token, ttl)
    if (!wait) throw leaseHeldError(name)
    await session.wake.wait(signal, ASK_AGAIN)
  }
}

/** The token; undefined when somebody holds it. */
async function take(
  session: LmdbSession,
  name: string,
  ttl: number,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const { keys } = session
  // Who only waits writes nothing.
  if (session.read((db) => readLease(db, keys, name)) !== undefined) return undefined
  return session.write((db) => {
    throwIfAborted(signal)
    if (readLease(db, keys, name) !== undefined) return undefined
    const head = decodeHead(db.getBinary(keys.head))
    const token = head.token + 1
    const granted = machineClock()
    writeLease(db, keys, name, { token, granted, ends: granted + ttl })
    db.putSync(keys.head, encodeHead({ ...head, token }))
    return token
  })
}

function heldLease(opening: Opening<LmdbSession>, name: string, token: number, ttl: number): Lease {
  return {
    name,
    token,
    renew: async ({ signal } = {}) => {
      const session = opening.use(signal)
      await session.write((db) => {
        throwIfAborted(signal)
        const held = readLease(db, session.keys, name)
        if (held?.token !== token) throw fencedError({ lease: name, token })
        writeLease(db, session.keys, name, { ...held, ends: machineClock() + ttl })
      })
    },
    release: async () => {
      const session = opening.use()
      await session.write((db) => {
        if (readLease(db, session.keys, name)?.token === token)
          db.removeSync(session.keys.lease(name))
      })
    },
  }
}
