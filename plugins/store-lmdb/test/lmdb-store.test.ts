import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@ays/core'
import { eraseStore, LmdbStore, openStore } from '@ays/store-lmdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEnvironment } from '../src/environment.ts'
import { RepositoryKeys } from '../src/repository-keys.ts'

const value = new Uint8Array(500).map((_, index) => index)
const code = (expected: string) => expect.objectContaining({ code: expected })
const put = (store: Store, key: string) => store.commit({ puts: [{ key, value }] })

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ays-lmdb-test-'))
  path = join(folder, 'db')
})
afterEach(() => rm(folder, { recursive: true }))

const options = () => ({ folder, repository: 'test' })

async function open(repository = 'test'): Promise<LmdbStore> {
  const store = new LmdbStore({ path, repository })
  await store.open()
  return store
}

it('repositories in one folder do not see each other, and erasing one leaves the others', async () => {
  const theirs = await open('theirs')
  {
    await using mine = await open('mine')
    for (const store of [mine, theirs]) await put(store, 'a')
    await mine.lease('a', { ttl: 60_000 })
    await expect(theirs.lease('a', { ttl: 60_000 })).resolves.toBeDefined()
  }
  await eraseStore(`lmdb:${path}`, { folder, repository: 'mine' })
  await using mine = await open('mine')
  expect(await mine.get('a')).toBeUndefined()
  expect(await mine.isLeased('a')).toBe(false)
  expect((await theirs.get('a'))?.value).toEqual(value)
  await theirs[Symbol.asyncDispose]()
})

it('a lease that was granted before the machine was started anew is held by nobody', async () => {
  await using store = await open()
  await store.lease('a', { ttl: 600_000 })
  expect(await store.isLeased('a')).toBe(true)
  const environment = openEnvironment(path)
  const granted = Buffer.alloc(24)
  // The clock began again: to the record it is long before the grant.
  granted.writeDoubleBE(1e15, 8)
  granted.writeDoubleBE(1e15 + 600_000, 16)
  await environment.put(new RepositoryKeys('test').lease('a'), granted)
  await environment.close()
  expect(await store.isLeased('a')).toBe(false)
  expect((await store.lease('a', { ttl: 1000 })).token).toBe(2)
})

it('ids and changes of commits beyond those that are kept are forgotten', async () => {
  await using store = await open()
  const first = await store.commit({ id: 'first' })
  await Promise.all(Array.from({ length: 999 }, (_, n) => store.commit({ id: String(n) })))
  expect(await store.commit({ id: 'first' })).toEqual(first)
  await Promise.all(Array.from({ length: 9100 }, (_, n) => store.commit({ id: `later ${n}` })))
  expect((await store.commit({ id: 'first' })).revision).not.toBe(first.revision)
  const changes = store.watch('', { from: first.revision })[Symbol.asyncIterator]()
  await expect(changes.next()).rejects.toEqual(code('AYS_STORE_WATCH_LOST'))
  const environment = openEnvironment(path)
  // Two keys for each id, one for each commit, and the head.
  expect(environment.getKeysCount(new RepositoryKeys('test').all)).toBeLessThan(12_100)
  await environment.close()
})

describe('what cannot be used', () => {
  it('bytes that changed on the disk are AYS_STORE_DAMAGED, and name the key', async () => {
    const store = await open()
    await put(store, 'a/key')
    await store[Symbol.asyncDispose]()
    const file = join(path, 'data.mdb')
    const bytes = await readFile(file)
    for (let at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + 1))
      bytes[at + 7] = 0
    await writeFile(file, bytes)
    await using again = await open()
    await expect(again.get('a/key')).rejects.toMatchObject({
      code: 'AYS_STORE_DAMAGED',
      details: { key: 'a/key' },
    })
  })

  it('a file that is no database is AYS_STORE_DAMAGED, and is left as it was', async () => {
    await (await open())[Symbol.asyncDispose]()
    const file = join(path, 'data.mdb')
    const other = Buffer.alloc(100_000, 'something else ')
    await writeFile(file, other)
    await expect(open()).rejects.toEqual(code('AYS_STORE_DAMAGED'))
    expect(await readFile(file)).toEqual(other)
  })

  it('a folder that cannot be made is AYS_STORE_UNREACHABLE', async () => {
    await writeFile(path, 'a file')
    await expect(open()).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
  })

  it('a database of a newer layout is AYS_REPOSITORY_NEWER', async () => {
    await (await open())[Symbol.asyncDispose]()
    const environment = openEnvironment(path)
    await environment.put(new RepositoryKeys('test').head, Buffer.alloc(33, 2))
    await environment.close()
    await expect(open()).rejects.toEqual(code('AYS_REPOSITORY_NEWER'))
  })

  it('a key that is too long for LMDB is AYS_USAGE, and nothing of its commit is there', async () => {
    await using store = await open()
    const key = 'x'.repeat(5000)
    for (const attempt of [
      store.get(key),
      store.commit({ puts: [{ key: 'a', value }], deletes: [key] }),
      store.commit({
        puts: [
          { key: 'a', value },
          { key, value },
        ],
      }),
    ]) {
      await expect(attempt).rejects.toEqual(code('AYS_USAGE'))
    }
    expect(await store.get('a')).toBeUndefined()
  })

  it.each(['', 'a\0b'])('the id %j of a repository is AYS_USAGE', (repository) => {
    expect(() => new LmdbStore({ path, repository })).toThrow(code('AYS_USAGE'))
  })
})

describe('the URL of an LMDB store', () => {
  it.each(['lmdb:.ays/a%20db', 'lmdb:.ays/a db'])(
    '%s is relative to the repository',
    async (url) => {
      await using store = openStore(url, options())
      await store.open()
      expect(existsSync(join(folder, '.ays/a db/data.mdb'))).toBe(true)
    },
  )

  it('may end like the name of a file: it is a folder still', async () => {
    await using store = openStore(`lmdb:${path}.mdb`, options())
    await store.open()
    expect(existsSync(`${path}.mdb/data.mdb`)).toBe(true)
  })

  it.each(['lmdb:', 'lmdb://host/db', 'lmdb:a%b'])('%s is AYS_STORE_URL', (url) => {
    expect(() => openStore(url, options())).toThrow(code('AYS_STORE_URL'))
  })
})
