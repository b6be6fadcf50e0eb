import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { inspect, promisify } from 'node:util'
import { PostgresStore, type PostgresStoreOptions } from '@ays/store-postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { asServer, own, program, startIn, startPostgres } from './start-postgres.ts'

const run = promisify(execFile)
const port = await freePort()
const TCP = ['listen_addresses=127.0.0.1', `port=${port}`]
/** One for all tests: a test that wants it set up otherwise starts it again. */
const server = await startPostgres(...TCP)
const folder = await mkdtemp(join(tmpdir(), 'ays-pg-test-'))
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const value = Uint8Array.of(1)
const code = (expected: string) => expect.objectContaining({ code: expected })

async function open(options: Partial<PostgresStoreOptions> = {}): Promise<PostgresStore> {
  const store = new PostgresStore({ url: server.url, repository: 'test', folder, ...options })
  await store.open()
  return store
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  await new Promise((resolve) => listener.close(resolve))
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

describe('what the server refuses', () => {
  it('a server that is not there is AYS_STORE_UNREACHABLE at once', async () => {
    const store = new PostgresStore({ url: 'postgres:///ays?host=/nowhere', repository: 'test' })
    await expect(store.open()).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
    await expect(store.get('a')).rejects.toEqual(code('AYS_STORE_NOT_OPEN'))
  })

  it('a read-only replica is AYS_STORE_READ_ONLY, and can be read', async () => {
    await using primary = await open()
    const { revision } = await primary.commit({ puts: [{ key: 'a', value }] })
    const place = await mkdtemp(join(tmpdir(), 'ays-pg-'))
    await own(place)
    const data = join(place, 'data')
    const from = [
      '-h',
      server.folder,
      '-p',
      String(port),
      '-U',
      'ays',
      '-D',
      data,
      '-R',
      '--checkpoint=fast',
    ]
    await run(program('pg_basebackup'), from, { ...asServer, cwd: '/' })
    await using replica = await startIn(place, [], { data })
    await using store = await open({ url: replica.url })
    expect((await store.get('a'))?.version).toBe(revision)
    const commit = store.commit({ puts: [{ key: 'b', value }] })
    await expect(commit).rejects.toEqual(code('AYS_STORE_READ_ONLY'))
    await expect(store.lease('a', { ttl: 1000 })).rejects.toEqual(code('AYS_STORE_READ_ONLY'))
  })

  it('a database that is not there is AYS_STORE_UNREACHABLE, and says how to make it', async () => {
    const url = server.url.replace('/postgres?', '/nobody?')
    await expect(open({ url })).rejects.toMatchObject({
      code: 'AYS_STORE_UNREACHABLE',
      hint: expect.stringContaining('createdb'),
    })
  })

  it('a user who may not create tables is AYS_STORE_UNREACHABLE', async () => {
    await server.query('CREATE DATABASE theirs')
    await server.query('CREATE USER guest')
    const url = server.url.replace('/postgres?', '/theirs?').replace('=ays', '=guest')
    await expect(open({ url })).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
  })

  it('tables of a newer layout are AYS_REPOSITORY_NEWER', async () => {
    await (await open())[Symbol.asyncDispose]()
    await server.query(`INSERT INTO ays_repository (repository, layout) VALUES ('later', 2)`)
    await expect(open()).rejects.toEqual(code('AYS_REPOSITORY_NEWER'))
    await server.query(`DELETE FROM ays_repository WHERE repository = 'later'`)
  })

  it('a key that no index takes is AYS_STORE_TOO_LARGE, and what came with it is done', async () => {
    await using store = await open()
    const key = Array.from({ length: 2000 }, (_, n) => String.fromCodePoint(0x4e00 + n * 7)).join(
      '',
    )
    const together = [
      store.commit({ puts: [{ key: 'before', value }] }),
      store.commit({
        puts: [
          { key: 'half', value },
          { key, value },
        ],
      }),
      store.commit({ puts: [{ key: 'after', value }] }),
    ]
    const outcomes = await Promise.allSettled(together)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(together[1]).rejects.toEqual(code('AYS_STORE_TOO_LARGE'))
    expect(await store.get('half')).toBeUndefined()
  })
})

it('a server is reached by TLS, and both sides show their certificates', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const request = 'req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1'.split(' ')
  const rest = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert]
  await run('openssl', [...request, ...rest])
  for (const file of ['key.pem', 'cert.pem']) {
    await copyFile(join(folder, file), join(server.folder, file))
    await own(join(server.folder, file))
  }
  const files = ['key', 'cert', 'ca'].map(
    (name) => `ssl_${name}_file=${join(server.folder, name === 'key' ? 'key.pem' : 'cert.pem')}`,
  )
  await server.restart(...TCP, 'ssl=on', ...files)
  const url = `postgres://ays@127.0.0.1:${port}/postgres`
  const shown = 'sslrootcert=cert.pem&sslcert=cert.pem&sslkey=key.pem'
  await using store = await open({ url: `${url}?sslmode=verify-full&${shown}` })
  await store.commit({ puts: [{ key: 'a', value }] })
  for (const mode of ['require', 'verify-ca', 'verify-full']) {
    await expect(open({ url: `${url}?sslmode=${mode}` })).rejects.toEqual(
      code('AYS_STORE_UNREACHABLE'),
    )
  }
})

it('a wrong password is AYS_STORE_UNREACHABLE, and is not shown', async () => {
  await server.query(`CREATE USER visitor PASSWORD 'right'`)
  const rules = `('local all all trust'), ('host all all 127.0.0.1/32 scram-sha-256')`
  await server.query(`COPY (VALUES ${rules}) TO '${server.folder}/hba'`)
  await server.restart(...TCP, `hba_file=${server.folder}/hba`)
  const url = `postgres://visitor:wrong@127.0.0.1:${port}/postgres`
  const error: unknown = await open({ url }).catch((reason: unknown) => reason)
  expect(error).toEqual(code('AYS_STORE_UNREACHABLE'))
  expect(inspect(error, { depth: 10 })).not.toContain('wrong')
})

describe('what the store warns of, once', () => {
  it.each([
    ['does not wait for its disk', 'fsync=off', /fsync is off/],
    ['answers too early', 'synchronous_commit=off', /synchronous_commit is off/],
  ])('a server that %s, which is not durable', async (_, setting, expected) => {
    await server.restart(...TCP, setting)
    const warnings: string[] = []
    await using store = await open({ onWarning: (text) => warnings.push(text) })
    await store[Symbol.asyncDispose]()
    await store.open()
    expect(warnings).toEqual([expect.stringMatching(expected)])
    expect(store.capabilities.durable).toBe(false)
  })

  it('not a server as it comes, which is durable', async () => {
    await server.restart(...TCP)
    const warnings: string[] = []
    await using store = await open({ onWarning: (text) => warnings.push(text) })
    expect(warnings).toEqual([])
    expect(store.capabilities.durable).toBe(true)
  })
})
