import { once } from 'node:events'
import { createServer, request, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { type AysApi, type ChangeEvent } from '@ays/core'
import { createApiServer } from '@ays/daemon'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openServedSite, type ServedSite } from './served-site.ts'

const READERS = 1000
/** Bytes that may be unread. */
const MOST = 8 << 20
const PATIENCE = { timeout: 30_000 }

const ASK = 'GET /v1/changes HTTP/1.1\r\nhost: ays\r\naccept: text/event-stream\r\n\r\n'

describe('a thousand readers of events that do not read', () => {
  const responses: ServerResponse[] = []
  const sockets: Socket[] = []
  const hearing = new Set<(event: ChangeEvent) => void>()
  const opened: AsyncDisposable[] = []
  let site: ServedSite
  let socketPath: string

  beforeEach(async () => {
    site = await openServedSite()
    opened.push(site)
    const folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
    socketPath = path.join(folder, 'slow.sock')
    const api: AysApi = Object.assign(Object.create(site.api), { watchChanges })
    const served = await createApiServer({ api, unreadEvents: MOST })
    opened.push(served)
    const server = createServer((asked, response) => {
      responses.push(response)
      served.handle(asked, response)
    })
    await once(server.listen(socketPath), 'listening')
    const close = async () => {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await once(server.close(), 'close')
      await served.idle()
      await rm(folder, { recursive: true })
    }
    opened.push({ [Symbol.asyncDispose]: close })
  })

  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]()
  })

  /** Tells what the test says, to everybody at once. */
  async function watchChanges({ signal, on }: Parameters<AysApi['watchChanges']>[0] = {}) {
    if (on) hearing.add(on)
    if (signal && !signal.aborted) await once(signal, 'abort')
    if (on) hearing.delete(on)
    throw signal?.reason
  }

  async function ask(): Promise<void> {
    const socket = connect(socketPath)
    socket.pause().on('error', () => undefined)
    sockets.push(socket)
    await once(socket, 'connect')
    socket.write(ASK)
  }

  it('hold no more than was agreed, and who reads hears everything', async () => {
    for (let asked = 0; asked < READERS; asked++) await ask()
    const sent = request({
      socketPath,
      path: '/v1/changes',
      headers: { accept: 'text/event-stream' },
    })
    const [reader] = await once(sent.end(), 'response')
    let heard = ''
    reader.setEncoding('utf8').on('data', (text: string) => {
      heard += text
    })
    await expect.poll(() => hearing.size, PATIENCE).toBe(READERS + 1)
    const told = 'x'.repeat(1024)
    const held: number[] = []
    for (let n = 0; n < 400; n++) {
      const event: ChangeEvent = { type: 'change', of: 'run', name: `${n}${told}`, gone: false }
      for (const on of hearing) on(event)
      held.push(responses.reduce((sum, { writableLength }) => sum + writableLength, 0))
      await turn()
    }
    expect(Math.max(...held)).toBeGreaterThan(MOST / 4)
    expect(Math.max(...held)).toBeLessThan(MOST + READERS * 1200)
    await expect.poll(() => hearing.size, PATIENCE).toBe(1)
    await expect.poll(() => heard, PATIENCE).toContain(`"399x`)
    expect(heard.split('event: change')).toHaveLength(401)
    reader.destroy()
  })
})
