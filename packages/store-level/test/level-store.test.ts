import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LevelStore, openStore } from '@ays/store-level'
import { Level } from 'level'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeEntry } from '../src/stored-entry.ts'

const value = new Uint8Array(500).map((_, index) => index)
const code = (expected: string) => expect.objectContaining({ code: expected })

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ays-level-test-'))
  path = join(folder, 'db')
})
afterEach(() => rm(folder, { recursive: true }))

async function open(): Promise<LevelStore> {
  const store = new LevelStore({ path })
  await store.open()
  return store
}

const options = () => ({ folder, repository: 'test' })

describe('one owner', () => {
  it('a database that is open is AYS_STORE_LOCKED, which names the process and how to go on', async () => {
    await using owner = await open()
    const error = await new LevelStore({ path }).open().catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'AYS_STORE_LOCKED',
      details: { path, pid: process.pid },
      hint: expect.stringContaining(String(process.pid)),
    })
    await owner.commit({ puts: [{ key: 'a', value }] })
  })

  it('the file that names the owner is gone when the store is closed', async () => {
    await using store = await open()
    expect(Number(await readFile(`${path}.pid`, 'utf8'))).toBe(process.pid)
    await store[Symbol.asyncDispose]()
    expect(existsSync(`${path}.pid`)).toBe(false)
  })
})

it('a store that was never opened is AYS_STORE_NOT_OPEN, and makes nothing', async () => {
  const store = new LevelStore({ path })
  await expect(store.get('a')).rejects.toEqual(code('AYS_STORE_NOT_OPEN'))
  await expect(store.commit({})).rejects.toEqual(code('AYS_STORE_NOT_OPEN'))
  await store[Symbol.asyncDispose]()
  expect(existsSync(path)).toBe(false)
})

it('a database of a newer layout is AYS_REPOSITORY_NEWER', async () => {
  const other = new Level<string, Uint8Array>(path, { valueEncoding: 'view' })
  await other.put('!revision', encodeEntry('!revision', 7, Uint8Array.of(2)))
  await other.close()
  await expect(open()).rejects.toEqual(code('AYS_REPOSITORY_NEWER'))
})

it('a folder that cannot be made is AYS_STORE_UNREACHABLE', async () => {
  await writeFile(path, 'a file')
  await expect(open()).rejects.toEqual(code('AYS_STORE_UNREACHABLE'))
})

describe('the URL of a LevelDB store', () => {
  it.each(['level:.ays/a%20db', 'level:.ays/a db'])(
    '%s is relative to the repository',
    async (url) => {
      await using store = openStore(url, options())
      await store.open()
      expect(existsSync(join(folder, '.ays/a db/CURRENT'))).toBe(true)
    },
  )

  it('may be absolute', async () => {
    await using store = openStore(`level:${path}`, options())
    await store.open()
    expect(existsSync(join(path, 'CURRENT'))).toBe(true)
  })

  it.each(['level:', 'level://host/db', 'level:a%b'])('%s is AYS_STORE_URL', (url) => {
    expect(() => openStore(url, options())).toThrow(code('AYS_STORE_URL'))
  })
})
