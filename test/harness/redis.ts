import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A real Redis server of one test, on a unix socket. */
export interface RedisServer extends AsyncDisposable {
  /** For `store:`. */
  readonly url: string
}

const STARTS_WITHIN = 10_000

/** Resolves when the server takes connections; fails with the command that installs it when it is missing. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-redis-'))
  const socket = path.join(folder, 'redis.sock')
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  )
  const ended = new Promise<Error>((resolve) => {
    server.once('error', (cause) => {
      resolve(new Error('redis-server is missing: apt-get install redis-server', { cause }))
    })
    server.once('exit', (code) => {
      resolve(new Error(`redis-server ended with ${code}`))
    })
  })
  const stop = async () => {
    server.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const failure = await Promise.race([ended, answers(socket)])
  if (failure !== undefined) {
    await stop()
    throw failure
  }
  return { url: `redis+unix://${socket}`, [Symbol.asyncDispose]: stop }
}

async function answers(socket: string): Promise<Error | undefined> {
  const deadline = Date.now() + STARTS_WITHIN
  while (Date.now() < deadline) {
    if (await connects(socket)) return undefined
    await delay(20)
  }
  return new Error(`redis-server did not answer on ${socket} within ${STARTS_WITHIN} ms`)
}

function connects(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(socket)
    client.once('connect', () => {
      client.destroy()
      resolve(true)
    })
    client.once('error', () => {
      resolve(false)
    })
  })
}
