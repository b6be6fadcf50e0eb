import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LevelStore, openStore } from '@ays/store-level'
import { Level } from 'level'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

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

/** A database whose entries are in a table and in the log. */
async function fill(): Promise<void> {
  for (const part of ['table', 'log']) {
    await using store = await open()
    for (let n = 0; n < 200; n++) {
      await store.commit({ puts: [{ key: `${part}/${String(n).padStart(3, '0')}`, value }] })
    }
  }
}

async function fileOf(pattern: RegExp): Promise<string> {
  const name = (await readdir(path)).find((file) => pattern.test(file))
  return join(path, name ?? 'none')
}

async function dataFiles(): Promise<string[]> {
  return (await readdir(path)).filter((file) => /\.(?:ldb|log)$/.test(file))
}

/** Turns some bits in the middle of a file. */
async function damage(pattern: RegExp, at = 0.5): Promise<void> {
  const file = await fileOf(pattern)
  const bytes = await readFile(file)
  const start = Math.floor(bytes.length * at)
  for (let index = start; index < start + 4; index++) bytes[index] = (bytes[index] ?? 0) ^ 0xff
  await writeFile(file, bytes)
}

/** Reads everything. */
async function readAll(): Promise<number> {
  await using store = await open()
  let count = 0
  for await (const entry of store.scan({})) count += entry.value.length > 0 ? 1 : 0
  return count
}

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

describe('damage', () => {
  beforeEach(fill)

  it('an undamaged database is read back whole', async () => {
    expect(await readAll()).toBe(400)
  })

  it.each([
    ['a table', () => damage(/\.ldb$/, 0.3)],
    ['the manifest', () => damage(/^MANIFEST/)],
    ['the log, in the middle', () => damage(/\.log$/, 0.1)],
  ])('changed bits in %s are AYS_STORE_DAMAGED, again and again', async (_, change) => {
    await change()
    await expect(readAll()).rejects.toEqual(code('AYS_STORE_DAMAGED'))
    await expect(readAll()).rejects.toEqual(code('AYS_STORE_DAMAGED'))
  })

  it.each([/^CURRENT$/, /^MANIFEST/, /\.ldb$/])(
    'a missing file, %s, is AYS_STORE_DAMAGED, and the others stay',
    async (pattern) => {
      await rm(await fileOf(pattern))
      const before = await dataFiles()
      await expect(readAll()).rejects.toEqual(code('AYS_STORE_DAMAGED'))
      expect(await dataFiles()).toEqual(before)
    },
  )

  it('a record that was cut off at the end of the log was never answered: it is left out', async () => {
    const log = await fileOf(/\.log$/)
    await truncate(log, (await readFile(log)).length - 100)
    expect(await readAll()).toBe(399)
  })
})

it('a database of a newer layout is AYS_REPOSITORY_NEWER', async () => {
  const other = new Level<string, Uint8Array>(path, { valueEncoding: 'view' })
  const { encodeEntry } = await import('../src/stored-entry.ts')
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
