import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { HttpClient } from '../../src/client/http-client.ts'

/** A client of a process that takes requests and goes away without an answer. */
async function openClient(): Promise<HttpClient> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-lost-'))
  const socket = path.join(folder, 'ays.sock')
  const server = createServer((connection) => connection.once('data', () => connection.destroy()))
  await new Promise<void>((resolve) => void server.listen(socket, resolve))
  const client = new HttpClient({ socket })
  onTestFinished(async () => {
    await client[Symbol.asyncDispose]()
    await new Promise((resolve) => void server.close(resolve))
    await rm(folder, { recursive: true })
  })
  return client
}

it('a question that got no answer can be asked again', async () => {
  const client = await openClient()
  await expect(client.call('listTemplates', {}, {})).rejects.toMatchObject({
    code: 'AYS_DAEMON_UNREACHABLE',
    details: { sent: false },
  })
})

it('of a change that got no answer, nobody knows whether it was done', async () => {
  const client = await openClient()
  const change = { path: { run: '-' }, body: {} }
  await expect(client.call('cancelRun', change, {})).rejects.toMatchObject({
    code: 'AYS_DAEMON_UNREACHABLE',
    details: { sent: true },
  })
})
