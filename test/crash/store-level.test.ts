import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { LevelStore } from '@ays/store-level'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCycles, soakOf } from '../harness/soak.ts'
import { faultsOf, runOutOfRoom, startWriter, type WrittenStore } from '../harness/store-writer.ts'

const soak = soakOf(20_261_124)

let folder: string
let written: WrittenStore
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ays-crash-'))
  const database = path.join(folder, 'db')
  written = { url: `level:${database}`, repository: 'test', journal: path.join(folder, 'journal') }
})
afterEach(() => rm(folder, { recursive: true }))

const open = async () => {
  const store = new LevelStore({ path: path.join(folder, 'db') })
  await store.open()
  return store
}

it(
  `LevelDB whose owner is killed ${soak.cycles} times loses no answered commit and has none by half`,
  async () => {
    const faults = await runCycles('LevelDB, owner killed', soak, async (random) => {
      await using writer = startWriter(written)
      await writer.untilAnswered(10)
      await delay(random() * 60)
      await writer.kill()
      await using store = await open()
      return await faultsOf(store, written)
    })
    expect(faults).toEqual([])
  },
  soak.cycles * 10_000,
)

it('a database that another process has open is AYS_STORE_LOCKED, which names it, until it is killed', async () => {
  await using writer = startWriter(written)
  await writer.untilAnswered(1)
  await expect(open()).rejects.toMatchObject({
    code: 'AYS_STORE_LOCKED',
    details: { pid: writer.pid },
    hint: expect.stringContaining(`kill ${writer.pid}`),
  })
  await writer.kill()
  await using store = await open()
  expect(await faultsOf(store, written)).toEqual([])
})

it('LevelDB without room is AYS_STORE_FULL, and what it answered is there', async () => {
  expect(await runOutOfRoom(written, 3000)).toMatch(/^AYS_STORE_FULL/)
  await using store = await open()
  expect(await faultsOf(store, written)).toEqual([])
  await store.commit({ puts: [{ key: 'there is room', value: new Uint8Array(1000) }] })
})
