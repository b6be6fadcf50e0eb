import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { HttpClient } from '../../src/client/http-client.ts'

const REACHED = 'HTTP/1.1 100 Continue\r\n\r\n'
const CHANGE = { path: { run: '-' }, body: {} }

/** Says that it got a request, and goes away. */
function leave(connection: Socket): void {
  connection.once('data', () => connection.end(REACHED, () => connection.destroy()))
}

/** Goes away before it reads a request. */
function vanish(connection: Socket): void {
  connection.once('readable', () => connection.destroy())
}

/** Says and does nothing. */
function hang(connection: Socket): void {
  connection.resume()
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

const ask = (client: HttpClient) => client.call('listTemplates', {}, {})
const change = (client: HttpClient) => client.call('cancelRun', CHANGE, {})

it.each([
  ['a question that got no answer can be asked again', leave, ask, false],
  ['of a change that got no answer, nobody knows whether it was done', leave, change, true],
  ['a change that the process never got can be made again', vanish, change, false],
  ['a process that does not even say that it got a request is not waited for', hang, ask, false],
  ['a change that such a process may find later is not made again', hang, change, true],
])('%s', async (_, connect, call, sent) => {
  const client = await openClient(connect)
  await expect(call(client)).rejects.toMatchObject({
    code: 'AYS_DAEMON_UNREACHABLE',
    details: { sent },
  })
})

it('a process that has said that it got the request may take its time', async () => {
  const body = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]'
  const client = await openClient((connection) => {
    connection.resume().write(REACHED)
    setTimeout(() => connection.end(body), 400)
  })
  await expect(ask(client)).resolves.toEqual([])
})
