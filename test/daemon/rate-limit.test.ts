import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openServedSite, type ServedSite } from './served-site.ts'

const MOST = 5

let site: ServedSite

beforeEach(async () => {
  site = await openServedSite({ rateLimit: MOST })
})

afterEach(() => site[Symbol.asyncDispose]())

/** The statuses of as many requests as are answered, and of one more. */
async function exhaust(url: string, secret?: string) {
  const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` }
  const statuses: number[] = []
  for (let sent = 0; sent < MOST; sent++) {
    statuses.push((await site.sendRemote(url, { headers })).status)
  }
  return { statuses, last: await site.sendRemote(url, { headers }) }
}

describe('who asks too often', () => {
  it('is told with 429 and a problem when to come back', async () => {
    const { statuses, last } = await exhaust('/v1/services', 'read')
    expect(statuses).toEqual(Array.from({ length: MOST }, () => 200))
    expect(last).toMatchObject({
      status: 429,
      headers: {
        'content-type': expect.stringContaining('application/problem+json'),
        'retry-after': expect.stringMatching(/^\d+$/),
      },
      document: { code: 'AYS_RATE_LIMITED', status: 429 },
    })
  })

  it('takes nothing from other tokens', async () => {
    await exhaust('/v1/services', 'read')
    const headers = { authorization: 'Bearer run' }
    expect(await site.sendRemote('/v1/services', { headers })).toMatchObject({ status: 200 })
  })

  it.each([
    ['without a token', '/v1/services', undefined, 401],
    ['for what there is not', '/nothing', undefined, 401],
    ['whether it is well', '/healthz', undefined, 200],
  ] as const)('%s is counted by address', async (_what, url, secret, status) => {
    const { statuses, last } = await exhaust(url, secret)
    expect(new Set(statuses)).toEqual(new Set([status]))
    expect(last.status).toBe(429)
    // However the secret is guessed, that is the same caller.
    expect((await exhaust('/v1/services', 'guessed')).statuses[0]).toBe(429)
  })

  it('through the socket is not counted', async () => {
    for (let sent = 0; sent <= MOST; sent++) {
      expect(await site.send('/v1/services')).toMatchObject({ status: 200 })
    }
  })
})
