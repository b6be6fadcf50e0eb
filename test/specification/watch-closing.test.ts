import { setTimeout as sleep } from 'node:timers/promises'
import {
  AysError,
  type Change,
  type Entry,
  MemoryStore,
  type ScanRange,
  type SignalOption,
} from '@ays/core'
import { expect, it } from 'vitest'
import { createWorld } from './world.ts'

/** Takes its time to let go of a watch, and can be closed while somebody reads. */
class ClosingStore extends MemoryStore {
  closed = false

  override async *scan(range: ScanRange, options?: SignalOption): AsyncGenerator<Entry> {
    if (this.closed) throw new AysError('AYS_STORE_NOT_OPEN', 'the store is not open')
    yield* super.scan(range, options)
  }

  override async *watch(prefix: string, options?: SignalOption): AsyncGenerator<Change> {
    try {
      yield* super.watch(prefix, options)
    } finally {
      await sleep(20)
    }
  }
}

it('who watches a run hears that the store was closed at its end, and nobody else does', async () => {
  const store = new ClosingStore()
  await using world = await createWorld({ app: { does: ['install'] } }, undefined, store)
  const { run } = await world.apply('app__a:')
  const unheard: unknown[] = []
  const note = (reason: unknown) => unheard.push(reason)
  process.on('unhandledRejection', note)
  const watching = world.api.watchRun(run?.id, {
    on: () => {
      store.closed = true
    },
  })
  await expect(watching).rejects.toMatchObject({ code: 'AYS_STORE_NOT_OPEN' })
  store.closed = false
  process.off('unhandledRejection', note)
  expect(unheard).toEqual([])
})
