import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '@ays/core'
import { backupStore, restoreStore } from '@ays/engine'
import { expect, it } from 'vitest'
import { randomOf } from '../harness/soak.ts'
import { codec, contentOf, createCaredSite, fill, LEVEL, openAt } from '../harness/care.ts'
import { useCared } from './use-cared.ts'

const SEED = 20_261_124

const cared = useCared()

const fileOf = (name = 'backup') => path.join(cared.site.folder, name)

const backup = (store: Store, file = fileOf()) =>
  backupStore({ repository: cared.site.id, codec, store, file, ays: '0.1.0' })

const restore = (store: Store, force = false, file = fileOf()) =>
  restoreStore({ repository: cared.site.id, codec, store, file, force })

it('a backup of LevelDB restored into Redis, backed up there and restored into LevelDB keeps its digest', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await fill(level, 3000)
  const first = await backup(level)
  await using shared = await openAt(cared.site, cared.redis.url)
  expect(await restore(shared)).toEqual({ ...first, resumed: false })
  expect(await backup(shared, fileOf('second'))).toEqual(first)
  await using back = await openAt(cared.site, 'level:.ays/back')
  await restore(back, false, fileOf('second'))
  expect(await contentOf(back)).toEqual(await contentOf(level))
})

it('a backup says what it is in its first block, and only its owner can read it', async () => {
  await using level = await openAt(cared.site, LEVEL)
  const { entries, bytes, digest } = await backup(level)
  const text = (await readFile(fileOf())).toString('latin1')
  expect(text.startsWith('AYS-BACKUP\nH')).toBe(true)
  const header: unknown = JSON.parse(text.slice(16, 16 + 512))
  expect(header).toMatchObject({
    repository: cared.site.id,
    version: 1,
    ays: '0.1.0',
    entries,
    bytes,
  })
  expect(text.slice(-4 - 64, -4)).toBe(digest)
  expect((await stat(fileOf())).mode & 0o777).toBe(0o600)
})

it('a store that holds the repository is replaced as a whole, and only with force', async () => {
  await using level = await openAt(cared.site, LEVEL)
  const before = await contentOf(level)
  await backup(level)
  await level.commit({ puts: [{ key: 'hist/later', value: Buffer.from('x') }] })
  await level.commit({ deletes: ['svc/app/web'] })
  await expect(restore(level)).rejects.toMatchObject({ code: 'AYS_USAGE' })
  expect((await contentOf(level)).has('hist/later')).toBe(true)
  await restore(level, true)
  expect(await contentOf(level)).toEqual(before)
})

it('the backup of another repository, and a file that is none, change nothing', async () => {
  await using other = await createCaredSite()
  await using theirs = await openAt(other, LEVEL)
  await backupStore({ repository: other.id, codec, store: theirs, file: fileOf(), ays: '0.1.0' })
  await using empty = await openAt(cared.site, 'level:.ays/empty')
  await expect(restore(empty, true)).rejects.toMatchObject({
    code: 'AYS_USAGE',
    message: expect.stringContaining(other.id),
  })
  await writeFile(fileOf('text'), 'id: 1\n')
  await expect(restore(empty, true, fileOf('text'))).rejects.toMatchObject({
    code: 'AYS_BACKUP_INVALID',
    details: { offset: 0 },
  })
  expect(await contentOf(empty)).toEqual(new Map())
})

it('a backup that was cut anywhere, or in which any bytes changed, is refused and changes nothing', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await fill(level, 2000)
  await backup(level)
  const before = await contentOf(level)
  const whole = await readFile(fileOf())
  const random = randomOf(SEED)
  const at = (end: number) => Math.floor(random() * end)
  const damaged = (round: number): Buffer => {
    if (round % 3 === 0) return whole.subarray(0, at(whole.length))
    const bytes = Buffer.from(whole)
    const first = round < 100 ? at(600) : at(bytes.length)
    for (let n = 0; n < 1 + (round % 5); n++) {
      const place = Math.min(first + n * at(50), bytes.length - 1)
      bytes[place] = (bytes[place] ?? 0) ^ (1 + at(255))
    }
    if (bytes.equals(whole)) bytes[0] = 0
    return bytes
  }
  for (let round = 0; round < 300; round++) {
    await writeFile(fileOf('damaged'), damaged(round))
    const refused = await restore(level, true, fileOf('damaged')).catch((error: unknown) => error)
    expect(refused, `round ${round} of seed ${SEED}`).toMatchObject({ code: 'AYS_BACKUP_INVALID' })
  }
  await writeFile(fileOf('damaged'), Buffer.concat([whole, Buffer.from('x')]))
  await expect(restore(level, true, fileOf('damaged'))).rejects.toMatchObject({
    code: 'AYS_BACKUP_INVALID',
    message: expect.stringContaining(`at byte ${whole.length}`),
  })
  expect(await contentOf(level)).toEqual(before)
})

it('a backup taken while others write holds the state of one moment', async () => {
  await using shared = await openAt(cared.site, cared.redis.url)
  await using level = await openAt(cared.site, LEVEL)
  await fill(level, 2000)
  await backup(level, fileOf('first'))
  await restore(shared, true, fileOf('first'))
  await using writer = await openAt(cared.site, cared.redis.url)
  const stop = new AbortController()
  let commits = 0
  const writing = (async () => {
    // The first and the last key of the store always have the same number.
    while (!stop.signal.aborted) {
      const value = Buffer.from(String(++commits))
      const puts = ['a', `hist/${commits % 3000}`, 'zz'].map((key) => ({ key, value }))
      await writer.commit({ puts, deletes: [`hist/${(commits + 1500) % 3000}`] })
      // As jobs do, it takes a breath now and then.
      if (commits % 10 === 0) await delay(20)
    }
  })()
  try {
    for (let round = 0; round < 5; round++) {
      await backup(shared, fileOf(`live-${round}`))
      await using target = await openAt(cared.site, `level:.ays/target-${round}`)
      await restore(target, false, fileOf(`live-${round}`))
      const content = await contentOf(target)
      expect(content.get('zz')).toBe(content.get('a'))
      const number = Number(Buffer.from(content.get('a') ?? '', 'hex').toString())
      expect(content.get(`hist/${number % 3000}`)).toBe(content.get('a'))
      expect(content.has(`hist/${(number + 1500) % 3000}`)).toBe(false)
    }
  } finally {
    stop.abort()
    await writing
  }
  // The marks are gone.
  expect([...(await contentOf(shared)).keys()].filter((key) => key.startsWith('care/'))).toEqual([])
  expect(commits).toBeGreaterThan(5)
})

it('a file that is there is kept, unless force says otherwise, and no draft stays behind', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await writeFile(fileOf(), 'mine')
  await expect(backup(level)).rejects.toMatchObject({ code: 'AYS_USAGE' })
  expect(await readFile(fileOf(), 'utf8')).toBe('mine')
  const request = { repository: cared.site.id, codec, store: level, file: fileOf(), ays: '0.1.0' }
  await backupStore({ ...request, force: true })
  const stop = AbortSignal.abort()
  const cancelled = backupStore({ ...request, file: fileOf('none'), signal: stop })
  await expect(cancelled).rejects.toMatchObject({ code: 'AYS_CANCELLED' })
  expect((await readdir(cared.site.folder)).filter((name) => name.startsWith('none'))).toEqual([])
})
