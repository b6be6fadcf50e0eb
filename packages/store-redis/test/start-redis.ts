import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

const INSTALL = 'redis-server is missing; install it with: sudo apt-get install -y redis-server'

/** A real server of its own, in a temporary folder, on a socket there. */
export interface RedisServer extends AsyncDisposable {
  readonly folder: string
  readonly socket: string
  /** The socket as a URL of the store. */
  readonly url: string
  /** kill -9. */
  kill(): Promise<void>
  /** Starts it again on the same folder. */
  restart(): Promise<void>
  /** One command from outside of the store. */
  command(name: string, ...args: string[]): Promise<unknown>
}

/** Starts `redis-server`: no port, nothing saved, unless the settings say so; a file of settings comes first. */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ays-redis-'))
  const socket = join(folder, 'redis.sock')
  const file = /^[^-]/.test(settings[0] ?? '') ? settings.splice(0, 1) : []
  const own = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '']
  const args = [...file, ...own, ...settings]
  let child = await start(args, socket)
  return {
    folder,
    socket,
    url: `redis+unix://${socket}`,
    kill: () => stop(child),
    restart: async () => {
      await stop(child)
      child = await start(args, socket)
    },
    command: (name, ...rest) => withClient(socket, (client) => client.call(name, rest)),
    [Symbol.asyncDispose]: async () => {
      await stop(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** TCP ports that nobody uses. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const addresses = servers.map((server) => server.address())
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return addresses.map((address) => (typeof address === 'object' ? (address?.port ?? 0) : 0))
}

async function start(args: string[], socket: string): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const killIt = () => child.kill('SIGKILL')
  process.once('exit', killIt)
  child.once('exit', () => process.off('exit', killIt))
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  const failed = once(child, 'error').then(([cause]) => {
    throw new Error(INSTALL, { cause })
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`redis-server ended: ${output}`)
  })
  for (const promise of [failed, ended]) promise.catch(() => undefined)
  await Promise.race([failed, ended, untilItAnswers(socket)])
  child.stdout.removeAllListeners('data').resume()
  return child
}

async function untilItAnswers(socket: string): Promise<void> {
  const ping = () => withClient(socket, (client) => client.ping())
  while ((await ping().catch(() => 'not yet')) === 'not yet') await sleep(10)
}

async function withClient<T>(socket: string, run: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({ path: socket, retryStrategy: () => null, lazyConnect: true })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await run(client)
  } finally {
    client.disconnect()
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
