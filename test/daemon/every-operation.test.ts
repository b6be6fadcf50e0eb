import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type OutgoingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { MemoryStore } from '@ays/core'
import { createApiServer } from '@ays/daemon'
import { serveSocket } from '@ays/daemon/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentOf } from '../harness/care.ts'
import { openTestEngine } from '../harness/engine.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { type Operation, readOperations } from './operations-of.ts'

const JSON_TYPE = 'application/json'
const operations = await readOperations()
const closing: AsyncDisposable[] = []
let store: MemoryStore
let socketPath: string

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
  closing.push({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) })
  const templates = {
    db: { schema: 'port = type:int', actions: 'export const install = () => 0\n' },
  }
  const repository = await createRepository({ templates })
  store = new MemoryStore()
  await store.open()
  const engine = await openTestEngine(repository.folder, store)
  closing.push(repository, engine)
  const files = [{ file: 'site.yaml', text: 'db__main:\n' }]
  const { id } = await engine.api.plan({ kind: 'blueprint', files })
  await engine.api.apply({ plan: id })
  socketPath = path.join(folder, 'ays.sock')
  closing.push(await serveSocket(socketPath, () => createApiServer(engine.api)))
})

afterAll(async () => {
  for (const one of closing.splice(0).toReversed()) await one[Symbol.asyncDispose]()
})

interface Attack {
  readonly what: string
  readonly operation: Operation
  readonly url?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
}

/** Refused by a problem, and nothing is another than before. */
async function expectRefused(attack: Attack): Promise<void> {
  const before = await contentOf(store)
  const answer = await send(attack)
  expect(answer.type).toContain('application/problem+json')
  expect(answer.document).toMatchObject({
    status: answer.status,
    code: expect.stringMatching(/^AYS_/),
    instance: `urn:ays:request:${answer.id}`,
  })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(await contentOf(store)).toEqual(before)
}

async function send({ operation, url = fill(operation.url), headers = {}, body }: Attack) {
  const { method, takesBody } = operation
  const type = takesBody ? { 'content-type': JSON_TYPE } : {}
  const sent = request({ socketPath, method, path: url, headers: { ...type, ...headers } })
  sent.on('error', () => undefined)
  sent.end(body ?? (takesBody ? '{}' : undefined))
  const [response] = await once(sent, 'response')
  const document: unknown = JSON.parse(await text(response))
  const { statusCode: status = 0, headers: answered } = response
  return { status, type: answered['content-type'], id: answered['x-request-id'], document }
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

describe('every operation of the API', () => {
  it('is described', () => {
    expect(operations.map(({ id }) => id)).toContain('apply')
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  })

  it.each([...bodies, ...paths, ...queries])(
    'refuses $what: $operation.method $operation.url',
    async (attack) => {
      await expect(expectRefused(attack)).resolves.toBeUndefined()
    },
  )
})
