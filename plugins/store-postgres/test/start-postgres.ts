import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'

const INSTALL = 'PostgreSQL is missing; install it with: sudo apt-get install -y postgresql'
/** Where Debian keeps the programs of a server, by version. */
const DEBIAN = '/usr/lib/postgresql'

/** A real server of its own, in a temporary folder, on a socket there. */
export interface PostgresServer extends AsyncDisposable {
  readonly folder: string
  /** A database of the server, as a URL of the store. */
  readonly url: string
  /** kill -9. */
  kill(): Promise<void>
  /** Starts it again on the same folder, with these settings instead when there are any. */
  restart(...settings: string[]): Promise<void>
  /** One statement from outside of the store. */
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

interface StartOptions {
  /** A cluster of a server that was stopped or copied, instead of a new one. */
  readonly data?: string
}

/** Starts a server that listens on a socket only, unless the settings (NAME=VALUE) say so. */
export async function startPostgres(...settings: string[]): Promise<PostgresServer> {
  return startIn(await mkdtemp(join(tmpdir(), 'ays-pg-')), settings)
}

/** As startPostgres(), in a folder. */
export async function startIn(
  folder: string,
  settings: readonly string[],
  { data }: StartOptions = {},
): Promise<PostgresServer> {
  const cluster = data ?? join(folder, 'data')
  await own(folder)
  if (data === undefined) await initialise(cluster)
  let child = await start(folder, cluster, settings)
  const url = `postgres:///postgres?host=${encodeURIComponent(folder)}&user=ays&port=${portOf(settings)}`
  return {
    folder,
    url,
    kill: () => stop(child),
    restart: async (...others) => {
      await stop(child)
      child = await startAgain(folder, cluster, others.length > 0 ? others : settings)
    },
    query: (text) => ask({ folder, port: portOf(settings) }, text),
    [Symbol.asyncDispose]: async () => {
      await stop(child)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The programs of PostgreSQL refuse to run as root. */
export const asServer = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** Gives what root has made to who runs the server. */
export async function own(path: string): Promise<void> {
  if (asServer.uid !== undefined) await chown(path, asServer.uid, asServer.gid)
}

/** A program of PostgreSQL by its path: Debian keeps them out of PATH. */
export function program(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  const [newest] = versions.toSorted((a, b) => Number(b) - Number(a))
  return newest === undefined ? name : join(DEBIAN, newest, 'bin', name)
}

async function initialise(cluster: string): Promise<void> {
  const options = ['--username=ays', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C']
  try {
    await promisify(execFile)(program('initdb'), [...options, cluster], { ...asServer, cwd: '/' })
  } catch (cause) {
    throw new Error(INSTALL, { cause })
  }
}

async function start(
  folder: string,
  cluster: string,
  settings: readonly string[],
): Promise<ChildProcess> {
  const defaults = ['listen_addresses=', `unix_socket_directories=${folder}`, 'shared_buffers=16MB']
  const args = [...defaults, ...settings].flatMap((setting) => ['-c', setting])
  const child = spawn(program('postgres'), ['-D', cluster, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
    ...asServer,
  })
  const killIt = () => child.kill('SIGKILL')
  process.once('exit', killIt)
  child.once('exit', () => process.off('exit', killIt))
  let output = ''
  child.stderr.on('data', (data: Buffer) => (output = (output + data.toString()).slice(-5000)))
  const ended = once(child, 'exit').then(() => {
    throw new Error(`postgres ended: ${output}`)
  })
  ended.catch(() => undefined)
  await Promise.race([ended, untilItAnswers({ folder, port: portOf(settings) })])
  return child
}

/** What a killed server has started ends by itself when it sees that it is gone; until then the folder is in use. */
async function startAgain(
  folder: string,
  cluster: string,
  settings: readonly string[],
): Promise<ChildProcess> {
  for (;;) {
    try {
      return await start(folder, cluster, settings)
    } catch (error) {
      if (!(error instanceof Error && /shared memory block|lock file/.test(error.message)))
        throw error
      await sleep(20)
    }
  }
}

async function untilItAnswers(place: Place): Promise<void> {
  const ping = () => ask(place, 'SELECT 1').then(() => true)
  while (!(await ping().catch(() => false))) await sleep(20)
}

interface Place {
  readonly folder: string
  /** Part of the name of the socket. */
  readonly port: number
}

function portOf(settings: readonly string[]): number {
  const setting = settings.find((text) => text.startsWith('port='))
  return Number(setting?.slice('port='.length) ?? 5432)
}

async function ask(
  { folder, port }: Place,
  text: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ host: folder, port, user: 'ays', database: 'postgres' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(text)
    return rows
  } finally {
    await client.end()
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
