import { AysError } from '@ays/core'
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Gate } from './gate.ts'

/** Requests a minute that a caller may make unless the daemon is told otherwise. */
const USUAL = 6000
const MINUTE = 60_000

/**
 * Counts the requests of every token, and of every address that comes without a valid one: above the limit,
 * AYS_RATE_LIMITED and the header Retry-After. Who comes through the socket is not counted. Identifies callers.
 */
export async function limitRate(
  app: FastifyInstance,
  gate: Gate,
  max: number = USUAL,
): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    max,
    timeWindow: MINUTE,
    enableDraftSpec: true,
    keyGenerator: async (request) => {
      // A socket has no address.
      if (gate.isTrusted(request)) return ''
      return (await gate.identify(request))?.token ?? normalizeIP(request.ip)
    },
    allowList: (request) => gate.isTrusted(request),
    errorResponseBuilder: (_request, { ttl }) => limited(max, ttl),
  })
  // Also of what no route takes, and before any token is asked for.
  app.addHook('onRequest', app.rateLimit())
}

function limited(max: number, ttl: number): AysError {
  const seconds = Math.ceil(ttl / 1000)
  return new AysError('AYS_RATE_LIMITED', `only ${max} requests a minute are answered`, {
    details: { retryAfter: seconds },
    hint: `Ask again in ${seconds} s, or raise the limit: ays daemon start --rate-limit`,
  })
}
