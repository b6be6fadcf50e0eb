import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const require = createRequire(new URL('../../plugins/store-postgres/package.json', import.meta.url))
const { Client } = require('pg')

const DEBIAN = '/usr/lib/postgresql'
/** The programs of PostgreSQL refuse to run as root. */
const asServer = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** A real server as it comes, on a socket in a folder of its own. */
export async function startPostgres(parent) {
  const folder = join(parent, 'postgres')
  mkdirSync(folder)
  // Those above are for whoever made them.
  chmodSync(parent, 0o755)
  chmodSync(dirname(parent), 0o755)
  if (asServer.uid !== undefined) chownSync(folder, asServer.uid, asServer.gid)
  const data = join(folder, 'data')
  const how = { ...asServer, cwd: '/', stdio: 'ignore' }
  execFileSync(program('initdb'), ['--username=ays', '--auth=trust', '--locale=C', data], how)
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'shared_buffers=128MB',
  ]
  const server = spawn(
    program('postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    how,
  )
  const url = `postgres:///postgres?host=${encodeURIComponent(folder)}&user=ays`
  while (!(await answers(url))) await delay(50)
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.kill('SIGINT')
      await once(server, 'exit')
    },
  }
}

function program(name) {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : []
  const [newest] = versions.toSorted((a, b) => Number(b) - Number(a))
  return newest === undefined ? name : join(DEBIAN, newest, 'bin', name)
}

async function answers(connectionString) {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
