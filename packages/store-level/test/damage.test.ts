import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repairStore } from '@ays/store-level'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { cut, DAMAGES, fileOf, fill, flip, open, readAll, value } from './damage.ts'

const damaged = expect.objectContaining({
  code: 'AYS_STORE_DAMAGED',
  hint: expect.stringContaining('ays store verify --repair'),
})

const root = await mkdtemp(join(tmpdir(), 'ays-level-damage-'))
const whole = join(root, 'whole')
const last = Number(await fill(whole))
afterAll(() => rm(root, { recursive: true }))

let path: string
beforeEach(async () => {
  path = await mkdtemp(join(root, 'db-'))
  await cp(whole, path, { recursive: true })
})

/** What the repair told. */
async function repair(): Promise<string> {
  const warnings: string[] = []
  const onWarning = (text: string) => void warnings.push(text)
  await repairStore(`level:${path}`, { folder: root, repository: 'test', onWarning })
  return warnings.join('\n')
}

const dataFiles = async () => (await readdir(path)).filter((file) => /\.(?:ldb|log)$/.test(file))

describe('a damaged database', () => {
  it('is told from an undamaged one, which is read back whole', async () => {
    expect(await readAll(path)).toBe(400)
  })

  it.each(DAMAGES)('with %s is AYS_STORE_DAMAGED, again and again', async (_, __, damage) => {
    await damage(path)
    await expect(readAll(path)).rejects.toEqual(damaged)
    await expect(readAll(path)).rejects.toEqual(damaged)
  })

  it.each(DAMAGES.filter(([what]) => what.includes('missing')))(
    'with %s keeps its other files',
    async (_, __, damage) => {
      await damage(path)
      const before = await dataFiles()
      await expect(readAll(path)).rejects.toEqual(damaged)
      expect(await dataFiles()).toEqual(before)
    },
  )

  it('whatever bits of a table change, never answers other bytes than were written', async () => {
    for (let at = 0.02; at < 1; at += 0.05) {
      path = await mkdtemp(join(root, 'db-'))
      await cp(whole, path, { recursive: true })
      await flip(path, /\.ldb$/, at)
      const outcome = await readAll(path).catch((error: unknown) => error)
      expect([400, damaged]).toContainEqual(outcome)
    }
  })

  it('whose log ends in a half record never answered that commit: it is left out', async () => {
    await cut(path, /\.log$/, 0.999)
    expect(await readAll(path)).toBe(399)
  })
})

describe('repairStore', () => {
  it.each(DAMAGES)('makes a database with %s usable', async (_, saved, damage) => {
    await damage(path)
    await readAll(path).catch(() => undefined)
    const told = await repair()
    expect(told).toContain(join(path, 'lost'))
    const left = await readAll(path)
    expect(left).toBeGreaterThanOrEqual(saved)
    expect(told).toContain(`${left} entries are left`)
    await using store = await open(path)
    const { revision } = await store.commit({ puts: [{ key: 'new', value }] })
    expect(Number(revision)).toBeGreaterThan(last)
  })

  it('removes and names an entry whose bytes are not what was written', async () => {
    const { Level } = await import('level')
    const db = new Level<string, Uint8Array>(path, { valueEncoding: 'view' })
    const stored = (await db.get(':log/007')) ?? new Uint8Array()
    await db.put(':log/007', stored.with(100, 99))
    await db.close()
    await expect(readAll(path)).rejects.toEqual(damaged)
    expect(await repair()).toContain('":log/007"')
    expect(await readAll(path)).toBe(399)
  })

  it('never gives a revision again, also when the last commits are lost', async () => {
    await rm(await fileOf(path, /\.log$/))
    await rm(join(path, 'CURRENT'))
    await repair()
    await using store = await open(path)
    const { revision } = await store.commit({})
    expect(Number(revision)).toBeGreaterThan(last)
  })

  it('loses nothing of an undamaged database, also of the ids of its commits', async () => {
    await repair()
    expect(await readAll(path)).toBe(400)
    await using store = await open(path)
    const { revision } = await store.commit({ id: 'log/199' })
    expect(Number(revision)).toBe(last)
  })

  it('leaves a database alone that somebody has open', async () => {
    await using store = await open(path)
    await expect(repair()).rejects.toMatchObject({ code: 'AYS_STORE_LOCKED' })
    await store.commit({ puts: [{ key: 'a', value }] })
  })

  it('fails with AYS_STORE_UNREACHABLE where there is no database', async () => {
    await rm(path, { recursive: true })
    await expect(repair()).rejects.toMatchObject({ code: 'AYS_STORE_UNREACHABLE' })
  })
})
