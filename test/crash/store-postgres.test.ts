import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { PostgresStore } from '@ays/store-postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../harness/postgres.ts'
import { runCycles, soakOf } from '../harness/soak.ts'
import { faultsOf, startWriter, type WrittenStore } from '../harness/store-writer.ts'

const soak = soakOf(20_261_127, 4)
const time = soak.cycles * 20_000

let folder: string
let server: PostgresServer
let written: WrittenStore
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ays-crash-'))
  server = await startPostgres()
  written = { url: server.url, repository: 'test', journal: path.join(folder, 'journal') }
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** Everything that is wrong with the store now. */
async function look(): Promise<string[]> {
  await using store = new PostgresStore(written)
  await store.open()
  return await faultsOf(store, written)
}

it(
  `PostgreSQL whose client is killed ${soak.cycles} times loses no answered commit and has none by half`,
  async () => {
    const faults = await runCycles('PostgreSQL, client killed', soak, async (random) => {
      await using writer = startWriter(written)
      await writer.untilAnswered(10)
      await delay(random() * 60)
      await writer.kill()
      return look()
    })
    expect(faults).toEqual([])
  },
  time,
)

it(
  `PostgreSQL that is killed ${soak.cycles} times loses no answered commit, and its clients go on`,
  async () => {
    await using writer = startWriter(written)
    const faults = await runCycles('PostgreSQL, server killed', soak, async (random) => {
      await writer.untilAnswered(10)
      await delay(random() * 60)
      await server.kill()
      writer.pause()
      await server.restart()
      const found = await look()
      writer.goOn()
      await writer.untilAnswered(1)
      return found
    })
    expect(faults).toEqual([])
  },
  time,
)
