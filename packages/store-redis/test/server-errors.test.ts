import { RedisStore, type RedisStoreOptions } from '@ays/store-redis'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { freePorts, type RedisServer, startRedis } from './start-redis.ts'

const value = new Uint8Array(100_000)
const code = (expected: string) => expect.objectContaining({ code: expected })

/** With the rights that RedisStoreOptions names. */
const USER = '--user ays on >secret ~ays:* +@all -@dangerous +info'.split(' ')

async function open(server: RedisServer, options: Partial<RedisStoreOptions> = {}) {
  const store = new RedisStore({ url: server.url, repository: 'test', ...options })
  await store.open()
  return store
}

describe('what the server refuses', () => {
  it('a read-only replica is AYS_STORE_READ_ONLY, and can be read', async () => {
    await using server = await startRedis()
    await using store = await open(server)
    await store.commit({ puts: [{ key: 'a', value }] })
    await server.command('REPLICAOF', '127.0.0.1', String((await freePorts(1))[0]))
    const commit = store.commit({ puts: [{ key: 'b', value }] })
    await expect(commit).rejects.toEqual(code('AYS_STORE_READ_ONLY'))
    expect(await store.get('a')).toBeDefined()
    expect(await store.get('b')).toBeUndefined()
  })

  it('a server whose memory is full is AYS_STORE_FULL, and nothing of the commit is there', async () => {
    await using server = await startRedis('--maxmemory', '4mb')
    await using store = await open(server)
    const fill = async () => {
      for (let n = 0; n < 100; n++) await store.commit({ puts: [{ key: `k/${n}`, value }] })
    }
    await expect(fill()).rejects.toEqual(code('AYS_STORE_FULL'))
    const entries: string[] = []
    for await (const { key } of store.scan({})) entries.push(key)
    expect(await server.command('HLEN', 'ays:{test}:val')).toBe(3 * entries.length + 2)
  })

  it.each(['allkeys-lru', 'volatile-ttl'])(
    'a server that throws entries away when its memory is full, %s, is AYS_STORE_UNSAFE',
    async (policy) => {
      await using server = await startRedis('--maxmemory', '4mb', '--maxmemory-policy', policy)
      await expect(open(server)).rejects.toMatchObject({
        code: 'AYS_STORE_UNSAFE',
        hint: expect.stringContaining('noeviction'),
      })
    },
  )

  it('a wrong password is AYS_STORE_UNREACHABLE, and is not shown', async () => {
    await using server = await startRedis(...USER)
    const url = server.url.replace('://', '://ays:wrong@')
    const store = new RedisStore({ url, repository: 'test' })
    const error: unknown = await store.open().catch((reason: unknown) => reason)
    expect(error).toEqual(code('AYS_STORE_UNREACHABLE'))
    expect(inspect(error, { depth: 10 })).not.toContain("'wrong'")
  })

  it.each(['val', 'idx', 'log'])(
    'a key that somebody else wrote, %s, is AYS_STORE_DAMAGED, and nothing of the commit is there',
    async (name) => {
      await using server = await startRedis()
      await server.command('SET', `ays:{test}:${name}`, 'mine')
      await using store = await open(server)
      const commit = store.commit({ puts: [{ key: 'a', value }] })
      await expect(commit).rejects.toEqual(code('AYS_STORE_DAMAGED'))
      expect(await server.command('GET', `ays:{test}:${name}`)).toBe('mine')
      await server.command('DEL', `ays:{test}:${name}`)
      expect(await store.get('a')).toBeUndefined()
      expect(await server.command('EXISTS', 'ays:{test}:idx', 'ays:{test}:log')).toBe(0)
    },
  )
})

it('a user who may do no more than RedisStoreOptions says can use the store', async () => {
  await using server = await startRedis(...USER)
  const url = server.url.replace('://', '://ays:secret@')
  await using store = new RedisStore({ url, repository: 'test' })
  await store.open()
  const { name, token } = await store.lease('a', { ttl: 60_000 })
  const { revision } = await store.commit({})
  await store.commit({ fences: [{ lease: name, token }], puts: [{ key: 'a', value }] })
  const changes = store.watch('', { from: revision })[Symbol.asyncIterator]()
  expect((await changes.next()).value).toMatchObject({ key: 'a' })
  await changes.return?.()
  await store.commit({ deletes: ['a'] })
})

describe('what the store warns of, once', () => {
  const nothing = ['--appendonly', 'no']
  it.each([
    ['keeps nothing on disk', nothing, /keeps nothing on disk/],
    [
      'would throw entries away',
      ['--appendonly', 'yes', '--maxmemory-policy', 'allkeys-lru'],
      /allkeys/,
    ],
  ])('a server that %s', async (_, settings, expected) => {
    await using server = await startRedis(...settings)
    const warnings: string[] = []
    await using store = await open(server, { onWarning: (text) => warnings.push(text) })
    await store[Symbol.asyncDispose]()
    await store.open()
    expect(warnings).toEqual([expect.stringMatching(expected)])
  })

  it('not a server that keeps everything, which is durable', async () => {
    await using server = await startRedis('--appendonly', 'yes', '--appendfsync', 'always')
    const warnings: string[] = []
    await using store = await open(server, { onWarning: (text) => warnings.push(text) })
    expect(warnings).toEqual([])
    expect(store.capabilities.durable).toBe(true)
  })

  it('a server that syncs once a second is not durable', async () => {
    await using server = await startRedis('--appendonly', 'yes', '--appendfsync', 'everysec')
    await using store = await open(server)
    expect(store.capabilities.durable).toBe(false)
  })
})
