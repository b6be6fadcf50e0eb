import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** A real server of its own, in a temporary folder. */
export interface RedisServer extends AsyncDisposable {
  readonly folder: string
  readonly socket: string
  /** `redis+unix:` for the store. */
  readonly url: string
  /** The process; it changes with restart(). */
  readonly process: ChildProcess
  /** Starts it again on the same folder, after it was killed. */
  restart(): Promise<void>
  /** Runs one command, for tests that change or look at the server itself. */
  command(name: string, ...args: string[]): Promise<unknown>
}

const INSTALL = 'redis-server is missing; install it with: sudo apt-get install -y redis-server'

/** Starts `redis-server` with these settings beside the ones that keep it small and private. */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ays-redis-'))
  const socket = join(folder, 'redis.sock')
  const args = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', ...settings]
  let child = await start(args, socket)
  return {
    folder,
    socket,
    url: `redis+unix://${socket}`,
    get process() {
      return child
    },
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

async function start(args: string[], socket: string): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const failed = once(child, 'error').then(([cause]) => {
    throw new Error(INSTALL, { cause })
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`redis-server ended with ${String(code)}: ${args.join(' ')}`)
  })
  child.stdout.resume()
  const ready = untilItAnswers(socket)
  for (const promise of [failed, ended, ready]) promise.catch(() => undefined)
  await Promise.race([failed, ended, ready])
  return child
}

async function untilItAnswers(socket: string): Promise<void> {
  for (;;) {
    try {
      const answer = await withClient(socket, (client) => client.ping())
      if (answer === 'PONG') return
    } catch {
      await sleep(10)
    }
  }
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
