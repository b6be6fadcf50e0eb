import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { LmdbStore } from '@ays/store-lmdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCycles, soakOf } from '../harness/soak.ts'
import { faultsOf, runOutOfRoom, startWriter, type WrittenStore } from '../harness/store-writer.ts'

const soak = soakOf(20_261_126, 10)
const REPOSITORY = 'test'

let folder: string
let written: WrittenStore
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ays-crash-'))
  written = {
    url: `lmdb:${path.join(folder, 'db')}`,
    repository: REPOSITORY,
    journal: path.join(folder, 'journal'),
  }
})
afterEach(() => rm(folder, { recursive: true }))

const open = async () => {
  const store = new LmdbStore({ path: path.join(folder, 'db'), repository: REPOSITORY })
  await store.open()
  return store
}

it(
  `LMDB with a process that is killed ${soak.cycles} times loses no answered commit, has none by half, and lets others write on`,
  async () => {
    await using store = await open()
    let commits = 0
    const faults = await runCycles('LMDB, one of its processes killed', soak, async (random) => {
      await using writer = startWriter(written)
      await writer.untilAnswered(10)
      await delay(random() * 60)
      await writer.kill()
      // A lock that died with its holder would keep this waiting for ever.
      await store.commit({ puts: [{ key: 'other', value: Buffer.from(String(++commits)) }] })
      return await faultsOf(store, written)
    })
    expect(faults).toEqual([])
  },
  soak.cycles * 10_000,
)

it('LMDB without room is AYS_STORE_FULL, and what it answered is there', async () => {
  expect(await runOutOfRoom(written, 1000)).toMatch(/^AYS_STORE_FULL/m)
  await using store = await open()
  expect(await faultsOf(store, written)).toEqual([])
  await store.commit({ puts: [{ key: 'there is room', value: new Uint8Array(1000) }] })
})
