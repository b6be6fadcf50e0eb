import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { HttpClient } from '../../src/client/http-client.ts'

/** Goes away without an answer to a request. */
function leave(connection: Socket): void {
  connection.once('data', () => connection.destroy())
}

/** A client of a process that does this with its connections. */
async function openClient(connect: (connection: Socket) => void): Promise<HttpClient> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-lost-'))
  const socket = path.join(folder, 'ays.sock')
  const server = createServer(connect)
  await new Promise<void>((resolve) => void server.listen(socket, resolve))
  const client = new HttpClient({ socket, patience: 100 })
  onTestFinished(async () => {
    await client[Symbol.asyncDispose]()
    await new Promise((resolve) => void server.close(resolve))
    await rm(folder, { recursive: true })
  })
  return client
}

it('a question that got no answer can be asked again', async () => {
  const client = await openClient(leave)
  await expect(client.call('listTemplates', {}, {})).rejects.toMatchObject({
    code: 'AYS_DAEMON_UNREACHABLE',
    details: { sent: false },
  })
})

it('of a change that got no answer, nobody knows whether it was done', async () => {
  const client = await openClient(leave)
  const change = { path: { run: '-' }, body: {} }
  await expect(client.call('cancelRun', change, {})).rejects.toMatchObject({
    code: 'AYS_DAEMON_UNREACHABLE',
    details: { sent: true },
  })
})

it('a process that does not even take the request is not waited for', async () => {
  const client = await openClient((connection) => void connection.resume())
  await expect(client.call('listTemplates', {}, {})).rejects.toMatchObject({
    code: 'AYS_DAEMON_UNREACHABLE',
    details: { sent: false },
  })
})

it('a process that has said that it got the request may take its time', async () => {
  const body = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]'
  const client = await openClient((connection) => {
    connection.resume().write('HTTP/1.1 100 Continue\r\n\r\n')
    setTimeout(() => connection.end(body), 400)
  })
  await expect(client.call('listTemplates', {}, {})).resolves.toEqual([])
})
