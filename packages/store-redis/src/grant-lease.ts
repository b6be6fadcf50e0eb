import { randomUUID } from 'node:crypto'
import {
  assertTtl,
  fencedError,
  type Lease,
  leaseHeldError,
  type LeaseOptions,
  type Opening,
} from '@ays/core'
import type { RedisSession } from './redis-session.ts'
import { list, text } from './reply.ts'
import { GRANT, RELEASE, RENEW } from './scripts.ts'

/** How often, in milliseconds, who waits asks again: Redis tells nobody that a key is gone. */
const ASK_AGAIN = 100

/** As Store.lease(); the server's own clock ends it. */
export async function grantLease(
  opening: Opening<RedisSession>,
  name: string,
  { ttl, wait = false, signal }: LeaseOptions,
): Promise<Lease> {
  assertTtl(ttl)
  const who = randomUUID()
  const { connection, keys } = opening.use(signal)
  for (;;) {
    const args = [who, Math.ceil(ttl)]
    const reply = await connection.run(GRANT, [keys.val, keys.lease(name)], args, {
      signal,
      writes: true,
    })
    const [token = 0, left = 0] = list(reply).map((number) => Number(text(number)))
    if (token > 0) return heldLease(opening, name, { token, who, ttl: Math.ceil(ttl) })
    if (!wait) throw leaseHeldError(name)
    await connection.pause(Math.min(left, ASK_AGAIN), signal)
  }
}

interface Holder {
  readonly token: number
  readonly who: string
  readonly ttl: number
}

function heldLease(
  opening: Opening<RedisSession>,
  name: string,
  { token, who, ttl }: Holder,
): Lease {
  const held = `${token} ${who}`
  return {
    name,
    token,
    renew: async ({ signal } = {}) => {
      const { connection, keys } = opening.use(signal)
      const reply = await connection.run(RENEW, [keys.lease(name)], [held, ttl], { signal })
      if (text(reply) !== '1') throw fencedError({ lease: name, token })
    },
    release: async () => {
      const { connection, keys } = opening.use()
      await connection.run(RELEASE, [keys.lease(name)], [held])
    },
  }
}
