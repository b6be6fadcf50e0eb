import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@ays/core'
import { RedisStore, type RedisStoreOptions } from '@ays/store-redis'
import { expect, it } from 'vitest'
import { startProxy } from './start-proxy.ts'
import { startRedis } from './start-redis.ts'

const value = Uint8Array.of(1)
const put = (store: Store, key: string) => store.commit({ puts: [{ key, value }] })
const code = (expected: string) => expect.objectContaining({ code: expected })

async function open(url: string, options: Partial<RedisStoreOptions> = {}): Promise<RedisStore> {
  const store = new RedisStore({ url, repository: 'test', ...options })
  await store.open()
  return store
}

it('a repository has exactly the keys val, idx, log and its leases, in one slot', async () => {
  await using server = await startRedis()
  await using store = await open(server.url)
  const { name, token } = await store.lease('run/1', { ttl: 60_000 })
  await store.commit({ fences: [{ lease: name, token }], puts: [{ key: 'svc/a/b', value }] })
  const keys = await server.command('KEYS', '*')
  expect(new Set(Array.isArray(keys) ? keys : [])).toEqual(
    new Set(['ays:{test}:val', 'ays:{test}:idx', 'ays:{test}:log', 'ays:{test}:lease:run/1']),
  )
})

it('repositories in one server do not see each other', async () => {
  await using server = await startRedis()
  await using mine = await open(server.url, { repository: 'mine' })
  await using theirs = await open(server.url, { repository: 'theirs' })
  await put(mine, 'a')
  await mine.lease('a', { ttl: 60_000 })
  expect(await theirs.get('a')).toBeUndefined()
  await expect(theirs.lease('a', { ttl: 60_000 })).resolves.toBeDefined()
})

it('a server that is not there is AYS_STORE_UNREACHABLE at once', async () => {
  const store = new RedisStore({ url: 'redis+unix:///nowhere/redis.sock', repository: 'test' })
  await expect(store.open()).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
  await expect(store.get('a')).rejects.toEqual(code('AYS_STORE_NOT_OPEN'))
})

it('a commit whose answer is lost is asked again, is answered, and was done once', async () => {
  await using server = await startRedis()
  await using proxy = await startProxy(server.socket)
  await using store = await open(`redis+unix://${proxy.socket}`)
  await put(store, 'warm-up')
  for (const id of [undefined, 'mine']) {
    const before = await store.commit({})
    proxy.loseAnswersTo('victim', 2)
    const commit = {
      checks: [{ key: 'victim', version: 'absent' }],
      puts: [{ key: 'victim', value }],
    }
    const { revision } = await store.commit(id === undefined ? commit : { ...commit, id })
    expect(BigInt(revision)).toBe(BigInt(before.revision) + 1n)
    expect((await store.get('victim'))?.version).toBe(revision)
    await store.commit({ deletes: ['victim'] })
  }
})

it('a lease whose answer is lost is asked again and held', async () => {
  await using server = await startRedis()
  await using proxy = await startProxy(server.socket)
  await using store = await open(`redis+unix://${proxy.socket}`)
  proxy.loseAnswersTo('lease:victim', 1)
  const { name, token } = await store.lease('victim', { ttl: 60_000 })
  const fenced = store.commit({ fences: [{ lease: name, token }] })
  await expect(fenced).resolves.toBeDefined()
})

it('a commit whose answer is lost for good is AYS_STORE_UNKNOWN, and its id tells later', async () => {
  await using server = await startRedis()
  await using proxy = await startProxy(server.socket)
  await using store = await open(`redis+unix://${proxy.socket}`, { retryFor: 300 })
  const commit = { id: 'mine', puts: [{ key: 'victim', value }] }
  proxy.loseAnswersTo('victim', 1000)
  await expect(store.commit(commit)).rejects.toEqual(code('AYS_STORE_UNKNOWN'))
  proxy.loseAnswersTo('', 0)
  const again = await store.commit(commit)
  expect((await store.get('victim'))?.version).toBe(again.revision)
})

it('without a connection nothing is sent: AYS_STORE_UNREACHABLE, or AYS_CANCELLED by the signal', async () => {
  await using server = await startRedis()
  await using proxy = await startProxy(server.socket)
  await using store = await open(`redis+unix://${proxy.socket}`, { retryFor: 300 })
  proxy.cut()
  await sleep(50)
  await expect(put(store, 'a')).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
  await expect(store.get('a')).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
  const commit = store.commit({ puts: [{ key: 'a', value }] }, { signal: AbortSignal.timeout(50) })
  await expect(commit).rejects.toEqual(code('AYS_CANCELLED'))
  proxy.heal()
  const reached = () =>
    store.get('a').then(
      () => true,
      () => false,
    )
  await expect.poll(reached, { timeout: 10_000 }).toBe(true)
  expect(await store.get('a')).toBeUndefined()
})

it('what was under way when the server was killed goes on when it is back', async () => {
  await using server = await startRedis('--appendonly', 'yes', '--appendfsync', 'always')
  await using store = await open(server.url)
  const commits = Array.from({ length: 200 }, (_, n) => put(store, `k/${n}`))
  const settled = Promise.allSettled(commits)
  await commits[0]
  await server.restart()
  for (const outcome of await settled) expect(outcome.status).toBe('fulfilled')
  expect((await store.getMany(['k/0', 'k/199'])).map((entry) => entry?.key)).toEqual([
    'k/0',
    'k/199',
  ])
})

it('a watch goes on when the connection comes back, without a gap', async () => {
  await using server = await startRedis()
  await using proxy = await startProxy(server.socket)
  await using store = await open(`redis+unix://${proxy.socket}`)
  await using other = await open(server.url)
  const { revision: from } = await other.commit({})
  const changes = store.watch('', { from })[Symbol.asyncIterator]()
  const first = changes.next()
  await put(other, 'a')
  expect((await first).value).toMatchObject({ key: 'a' })
  const second = changes.next()
  await sleep(50)
  proxy.cut()
  await put(other, 'b')
  proxy.heal()
  await put(other, 'c')
  expect((await second).value).toMatchObject({ key: 'b' })
  expect((await changes.next()).value).toMatchObject({ key: 'c' })
  await changes.return?.()
})

it('a watch of a server that forgot what it had answered fails with AYS_STORE_WATCH_LOST', async () => {
  await using server = await startRedis()
  await using store = await open(server.url)
  const { revision } = await put(store, 'a')
  await put(store, 'b')
  await server.restart()
  const changes = store.watch('', { from: revision })[Symbol.asyncIterator]()
  await expect(changes.next()).rejects.toEqual(code('AYS_STORE_WATCH_LOST'))
})

it('a watch from before the capped log begins fails with AYS_STORE_WATCH_LOST', async () => {
  await using server = await startRedis()
  await using store = await open(server.url)
  const { revision: from } = await put(store, 'a')
  const { revision } = await put(store, 'b')
  await put(store, 'c')
  const first = async (after: string) => {
    const changes = store.watch('', { from: after })[Symbol.asyncIterator]()
    return (await changes.next()).value
  }
  expect(await first(from)).toMatchObject({ key: 'b' })
  await server.command('XTRIM', 'ays:{test}:log', 'MAXLEN', '1')
  expect(await first(revision)).toMatchObject({ key: 'c' })
  await expect(first(from)).rejects.toEqual(code('AYS_STORE_WATCH_LOST'))
})

it('an id is forgotten only when it is older than a thousand commits and a minute', async () => {
  await using server = await startRedis()
  await using store = await open(server.url)
  const first = await store.commit({ id: 'first' })
  for (let n = 0; n < 1100; n++) await store.commit({})
  expect(await store.commit({ id: 'first' })).toEqual(first)
  await server.command('EVAL', AGE_IDS, '1', 'ays:{test}:val')
  for (let n = 0; n < 100; n++) await store.commit({})
  expect((await store.commit({ id: 'first' })).revision).not.toBe(first.revision)
  // Two fields for each id that is remembered, and those of the store itself.
  expect(Number(await server.command('HLEN', 'ays:{test}:val'))).toBeLessThan(2 * 1100)
})

/** Makes every id two minutes older. */
const AGE_IDS = String.raw`
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 4) == '\255at:' then
    local seconds, id = string.match(redis.call('HGET', KEYS[1], field), '^(%d+) (.*)$')
    redis.call('HSET', KEYS[1], field, (seconds - 120) .. ' ' .. id)
  end
end
`
