import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '@ays/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCycles, type Soak } from '../harness/soak.ts'
import { faultsOf, startWriter, type WrittenStore } from '../harness/store-writer.ts'

/** A server that a test kills. */
interface KilledServer extends AsyncDisposable {
  readonly url: string
  kill(): Promise<void>
  restart(): Promise<void>
}

/** A store that lives in a server. */
interface ServedStore {
  /** As in the titles of the tests. */
  readonly name: string
  readonly soak: Soak
  /** How long a cycle may take at most, milliseconds. */
  readonly patience: number
  readonly start: () => Promise<KilledServer>
  /** A store of this server, not open yet. */
  readonly create: (written: WrittenStore) => Store
}

/** Registers what holds of it when a client is killed, and when the server is. */
export function testKills({ name, soak, patience, start, create }: ServedStore): void {
  const time = soak.cycles * patience
  let folder: string
  let server: KilledServer
  let written: WrittenStore
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ays-crash-'))
    server = await start()
    written = { url: server.url, repository: 'test', journal: path.join(folder, 'journal') }
  })
  afterEach(async () => {
    await server[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  /** Everything that is wrong with the store now. */
  const look = async () => {
    await using store = create(written)
    await store.open()
    return await faultsOf(store, written)
  }

  it(
    `${name} whose client is killed ${soak.cycles} times loses no answered commit and has none by half`,
    async () => {
      const faults = await runCycles(`${name}, client killed`, soak, async (random) => {
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
    `${name} that is killed ${soak.cycles} times loses no answered commit, and its clients go on`,
    async () => {
      await using writer = startWriter(written)
      const faults = await runCycles(`${name}, server killed`, soak, async (random) => {
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
}
