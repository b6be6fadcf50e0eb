import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { AysApi } from '@ays/core'
import { createApiServer } from '@ays/daemon'
import { connectSocket, serveSocket } from '@ays/daemon/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../specification/world.ts'
import { aysApiContract } from './contract/index.ts'
import { abortsApply } from './contract/runs.ts'
import { TEMPLATES } from './contract/site.ts'

const never = new AbortController().signal
const implementations = ['in this process', 'through a socket'] as const

describe.each(implementations)('AysApi %s', (where) => {
  let world: World
  let folder: string
  let api: AysApi
  const opened: AsyncDisposable[] = []

  beforeEach(async () => {
    world = await createWorld(TEMPLATES)
    folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
    api = where === 'in this process' ? world.api : await remote()
  })

  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]()
    await world[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  async function remote(): Promise<AysApi> {
    const socket = path.join(folder, 'ays.sock')
    opened.push(await serveSocket(socket, () => createApiServer({ api: world.api })))
    const client = await connectSocket(socket, never)
    if (!client) throw new Error('nobody answers')
    opened.push(client)
    return client
  }

  it.each(Object.entries(aysApiContract))('keeps the contract of %s', async (_method, check) => {
    await expect(check(api)).resolves.toBeUndefined()
  })

  it('cancels the run when the signal of apply is aborted, and tells how it ended', async () => {
    await expect(abortsApply(api)).resolves.toBeUndefined()
  })
})

describe('a socket', () => {
  let folder: string
  let socket: string

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
    socket = path.join(folder, 'ays.sock')
  })

  afterEach(() => rm(folder, { recursive: true }))

  it('that nobody listens on gives no API', async () => {
    expect(await connectSocket(socket, never)).toBeUndefined()
    await writeFile(socket, '')
    expect(await connectSocket(socket, never)).toBeUndefined()
  })

  it('whose server is gone fails with AYS_DAEMON_UNREACHABLE', async () => {
    const world = await createWorld(TEMPLATES)
    const server = await serveSocket(socket, () => createApiServer({ api: world.api }))
    const api = await connectSocket(socket, never)
    await server[Symbol.asyncDispose]()
    await expect(api?.listServices()).rejects.toMatchObject({ code: 'AYS_DAEMON_UNREACHABLE' })
    await api?.[Symbol.asyncDispose]()
    await world[Symbol.asyncDispose]()
  })

  it.each([
    ['what is no JSON', 'POST', '/v1/plans', '{', 400],
    ['a field that no request has', 'POST', '/v1/plans', '{"kind":"pending","x":1}', 400],
    ['a number for a text', 'POST', '/v1/templates/check', '{"names":[1]}', 400],
    ['a parameter that is no number', 'GET', '/v1/runs?limit=many', undefined, 400],
    ['a parameter that there is not', 'GET', '/v1/services?rol=db', undefined, 400],
    ['a route that there is not', 'GET', '/v1/nothing', undefined, 404],
    ['an unknown service', 'GET', '/v1/services/db!x', undefined, 404],
  ] as const)('answers %s with a problem', async (_what, method, url, body, status) => {
    const world = await createWorld(TEMPLATES)
    const server = await serveSocket(socket, () => createApiServer({ api: world.api }))
    const answer = await ask(socket, method, url, body)
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json'),
    })
    expect(answer.document).toMatchObject({ status, code: expect.stringMatching(/^AYS_/) })
    await server[Symbol.asyncDispose]()
    await world[Symbol.asyncDispose]()
  })
})

async function ask(socketPath: string, method: string, url: string, body: string | undefined) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const sent = request({ socketPath, method, path: url, headers }).end(body)
  const [response] = await once(sent, 'response')
  const document: unknown = JSON.parse(await text(response))
  return { status: response.statusCode, type: response.headers['content-type'], document }
}
