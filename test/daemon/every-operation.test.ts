import type { OutgoingHttpHeaders } from 'node:http'
import { allows, SCOPES } from '@ays/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentOf } from '../harness/care.ts'
import { type Operation, readOperations } from './operations-of.ts'
import { openServedSite, type ServedSite } from './served-site.ts'

const operations = await readOperations()
let site: ServedSite

beforeAll(async () => {
  site = await openServedSite()
})

afterAll(() => site[Symbol.asyncDispose]())

interface Attack {
  readonly what: string
  readonly operation: Operation
  readonly url?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
  /** Comes through TCP. */
  readonly remote?: true
  /** Any status of a refusal unless told. */
  readonly isExpected?: (status: number) => boolean
}

const isRefusal = (status: number) => status >= 400 && status < 500

/** Refused by a problem, and nothing is another than before. */
async function expectRefused(attack: Attack): Promise<void> {
  const { isExpected = isRefusal } = attack
  const { operation, headers = {}, body, remote, url = fill(attack.operation.url) } = attack
  const { method, takesBody } = operation
  const before = await contentOf(site.store)
  const send = remote ? site.sendRemote : site.send
  const answer = await send(url, {
    method,
    headers,
    body: body ?? (takesBody ? '{}' : undefined),
  })
  const { status, headers: answered } = answer
  expect(answered).toMatchObject({ 'content-type': expect.stringContaining('problem+json') })
  expect(answer.document).toMatchObject({
    status,
    code: expect.stringMatching(/^AYS_/),
    instance: `urn:ays:request:${String(answered['x-request-id'])}`,
  })
  expect(isExpected(status)).toBe(true)
  expect(await contentOf(site.store)).toEqual(before)
}

function fill(url: string, value = '-'): string {
  return url.replaceAll(/\{\w+\}/g, encodeURIComponent(value))
}

const BODIES: Readonly<Record<string, string>> = {
  'no JSON': '{"names": [',
  nothing: ' ',
  null: 'null',
  'a list': '[]',
  'a text': '"text"',
  'what no operation knows': '{"no such field": 1}',
  'a prototype': '{"__proto__": {"admin": true}}',
  'a constructor': '{"constructor": {"prototype": {"admin": true}}}',
  'what is nested ten thousand times': '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
}

const bodies: Attack[] = operations
  .filter(({ takesBody }) => takesBody)
  .flatMap((operation) => [
    ...Object.entries(BODIES).map(([what, body]) => ({ what, operation, body })),
    { what: 'a body that is too long', operation, headers: { 'content-length': 1 << 30 } },
    { what: 'another type', operation, headers: { 'content-type': 'text/plain' }, body: 'x' },
  ])

const PATHS = ['../../etc/passwd', '\0', 'a'.repeat(5000), '🦄', '__proto__', 'svc!no such', '\'"<']

const paths: Attack[] = operations
  .filter(({ parameters, id }) => parameters.length > 0 && id !== 'abortCall')
  .flatMap((operation) =>
    PATHS.map((value) => ({
      what: `${JSON.stringify(value.slice(0, 20))} in its path`,
      operation,
      url: fill(operation.url, value),
    })),
  )

const queries: Attack[] = operations.map((operation) => ({
  what: 'a parameter that there is not',
  operation,
  url: `${fill(operation.url)}?nosuch=1`,
}))

const is401 = (status: number) => status === 401
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

const strangers: Attack[] = operations
  .filter(({ scope }) => scope !== undefined)
  .flatMap((operation) => [
    { what: 'who has no token', operation, remote: true, isExpected: is401 },
    {
      what: 'a wrong token',
      operation,
      remote: true,
      isExpected: is401,
      headers: bearer('guessed'),
    },
    {
      what: 'a token in the URL',
      operation,
      remote: true,
      isExpected: is401,
      url: `${fill(operation.url)}?token=admin`,
    },
  ])

const weak: Attack[] = operations.flatMap((operation) =>
  SCOPES.filter((scope) => operation.scope !== undefined && !allows(scope, operation.scope)).map(
    (scope) => ({
      what: `a token of the scope ${scope}`,
      operation,
      remote: true,
      isExpected: (status: number) => status === 403,
      headers: bearer(scope),
    }),
  ),
)

describe('every operation of the API', () => {
  it('is described', () => {
    expect(operations.map(({ id }) => id)).toContain('apply')
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  })

  it('but health needs a token from elsewhere', () => {
    const open = operations.filter(({ scope }) => scope === undefined).map(({ id }) => id)
    expect(open.toSorted()).toEqual(['health', 'ready'])
    expect(weak.length).toBeGreaterThan(10)
  })

  it.each([...bodies, ...paths, ...queries, ...strangers, ...weak])(
    'refuses $what: $operation.method $operation.url',
    async (attack) => {
      await expect(expectRefused(attack)).resolves.toBeUndefined()
    },
  )
})
