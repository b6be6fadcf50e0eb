import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventStream } from '../../src/server/event-stream.ts'
import { EventStreams } from '../../src/server/event-streams.ts'

const MEGABYTE = 'x'.repeat(1 << 20)

describe('EventStream', () => {
  const server = createServer()
  let folder: string
  let stream: EventStream
  let response: ServerResponse
  let reader: IncomingMessage

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
    const socketPath = path.join(folder, 'events.sock')
    server.once('request', (_request, answer: ServerResponse) => {
      response = answer
      stream = new EventStreams().open(answer, {})
    })
    await once(server.listen(socketPath), 'listening')
    const [incoming] = await once(get({ socketPath }), 'response')
    reader = incoming
  })

  afterEach(async () => {
    reader.destroy()
    server.closeAllConnections()
    await once(server.close(), 'close')
    await rm(folder, { recursive: true })
  })

  it('tells events in their order, and ends with the last', async () => {
    stream.send('job', { number: 1 })
    stream.end('result', { ok: true })
    const events = 'event: job\ndata: {"number":1}\n\nevent: result\ndata: {"ok":true}\n\n'
    expect(await text(reader)).toBe(`:\n\n${events}`)
  })

  it('leaves out what can be missed while its reader does not read', async () => {
    for (let sent = 0; sent < 64; sent++) {
      stream.sendIfRead('action', MEGABYTE)
      await turn()
    }
    stream.end('result', {})
    expect(response.writableLength).toBeLessThan(4 << 20)
    expect(await text(reader)).toContain('event: result')
  })

  it('gives up a reader that does not read what cannot be missed', async () => {
    for (let sent = 0; sent < 64; sent++) {
      stream.send('job', MEGABYTE)
      await turn()
    }
    expect(response.destroyed).toBe(true)
  })
})
