import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '@ays/core'
import { eraseStore, PostgresStore, type PostgresStoreOptions } from '@ays/store-postgres'
import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { startPostgres } from './start-postgres.ts'
import { startProxy } from './start-proxy.ts'

const server = await startPostgres()
afterAll(() => server[Symbol.asyncDispose]())

const value = Uint8Array.of(1)
/** As the statement is sent; others have the word in them, too. */
const COMMIT = 'COMMIT\0'
const put = (store: Store, key: string) => store.commit({ puts: [{ key, value }] })
const code = (expected: string) => expect.objectContaining({ code: expected })

async function open(options: Partial<PostgresStoreOptions> = {}): Promise<PostgresStore> {
  const store = new PostgresStore({ url: server.url, repository: 'test', ...options })
  await store.open()
  return store
}

it('stores that make the tables at the same time all open', async () => {
  await server.query(
    'DROP TABLE IF EXISTS ays_entry, ays_commit, ays_change, ays_lease, ays_repository',
  )
  const stores = await Promise.all(Array.from({ length: 8 }, () => open()))
  const done = await Promise.all(stores.map((store, n) => put(store, `first/${n}`)))
  expect(new Set(done.map(({ revision }) => revision)).size).toBe(stores.length)
  for (const store of stores) await store[Symbol.asyncDispose]()
})

it('repositories in one database do not see each other, and erasing one leaves the others', async () => {
  await using theirs = await open({ repository: 'theirs' })
  {
    await using mine = await open({ repository: 'mine' })
    for (const store of [mine, theirs]) await put(store, 'a')
    await mine.lease('a', { ttl: 60_000 })
    await expect(theirs.lease('a', { ttl: 60_000 })).resolves.toBeDefined()
  }
  await eraseStore(server.url, { folder: '', repository: 'mine' })
  await using mine = await open({ repository: 'mine' })
  expect(await mine.get('a')).toBeUndefined()
  expect(await mine.isLeased('a')).toBe(false)
  expect(await theirs.get('a')).toBeDefined()
  expect(await server.query(`SELECT * FROM ays_commit WHERE repository = 'mine'`)).toEqual([])
})

it('a commit whose answer is lost is asked again, is answered, and was done once', async () => {
  await using proxy = await startProxy(server)
  await using store = await open({ url: proxy.url })
  for (const id of [undefined, 'mine']) {
    const before = await store.commit({})
    proxy.loseAnswersTo(COMMIT, 2)
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
  await using proxy = await startProxy(server)
  await using store = await open({ url: proxy.url })
  proxy.loseAnswersTo(COMMIT, 1)
  const { name, token } = await store.lease('victim', { ttl: 60_000 })
  await expect(store.commit({ fences: [{ lease: name, token }] })).resolves.toBeDefined()
})

it('a commit whose answer is lost for good is AYS_STORE_UNKNOWN, and its id tells later', async () => {
  await using proxy = await startProxy(server)
  await using store = await open({ url: proxy.url, retryFor: 300 })
  const commit = { id: 'unknown', puts: [{ key: 'unknown', value }] }
  proxy.loseAnswersTo(COMMIT, 1000)
  await expect(store.commit(commit)).rejects.toEqual(code('AYS_STORE_UNKNOWN'))
  proxy.loseAnswersTo('', 0)
  const again = await store.commit(commit)
  expect((await store.get('unknown'))?.version).toBe(again.revision)
})

it('without a connection nothing is sent: AYS_STORE_UNREACHABLE, or AYS_CANCELLED by the signal', async () => {
  await using proxy = await startProxy(server)
  await using store = await open({ url: proxy.url, retryFor: 300 })
  proxy.cut()
  await expect(put(store, 'cut')).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
  await expect(store.get('cut')).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
  const signal = AbortSignal.timeout(50)
  await expect(store.get('cut', { signal })).rejects.toEqual(code('AYS_CANCELLED'))
  proxy.heal()
  const reached = () =>
    store.get('cut').then(
      (entry) => entry === undefined,
      () => false,
    )
  await expect.poll(reached, { timeout: 10_000 }).toBe(true)
})

it('a watch goes on when the connection comes back, without a gap', async () => {
  await using proxy = await startProxy(server)
  await using store = await open({ url: proxy.url })
  await using other = await open()
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

it('who holds the repository and says nothing more does not keep others from it', async () => {
  await using store = await open()
  await put(store, 'held')
  const silent = new Client({ host: server.folder, user: 'ays', database: 'postgres' })
  silent.on('error', () => undefined)
  await silent.connect()
  await silent.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '500ms'`)
  await silent.query(`SELECT 1 FROM ays_repository WHERE repository = 'test' FOR UPDATE`)
  await expect(put(store, 'held')).resolves.toBeDefined()
  await silent.end().catch(() => undefined)
})

it('ids and changes of commits beyond those that are kept are forgotten', async () => {
  await using store = await open({ repository: 'long' })
  const first = await store.commit({ id: 'first' })
  await Promise.all(Array.from({ length: 999 }, (_, n) => store.commit({ id: String(n) })))
  expect(await store.commit({ id: 'first' })).toEqual(first)
  await Promise.all(Array.from({ length: 9200 }, () => store.commit({})))
  // A thousand later, and not a minute.
  expect(await store.commit({ id: 'first' })).toEqual(first)
  await server.query(`UPDATE ays_commit SET done = done - interval '2 minutes'`)
  await Promise.all(Array.from({ length: 100 }, () => store.commit({})))
  expect((await store.commit({ id: 'first' })).revision).not.toBe(first.revision)
  const changes = store.watch('', { from: first.revision })[Symbol.asyncIterator]()
  await expect(changes.next()).rejects.toEqual(code('AYS_STORE_WATCH_LOST'))
})
