import { type Entry, MemoryStore, type ScanRange } from '@ays/core'
import { expect, it } from 'vitest'
import { createWorkingWorld } from './at-work.ts'
import { HELD, looked, MINUTE, recurring, ticks, until } from './recurring.ts'

/** Tells each time that it was read what is due by now. */
class WatchedStore extends MemoryStore {
  dueRead = (): void => undefined

  override async *scan(range: ScanRange): AsyncGenerator<Entry> {
    yield* super.scan(range)
    if (range.prefix === 'timer/' && range.to !== undefined) this.dueRead()
  }
}

it('a time that comes while what is due is being read is not missed', async () => {
  const store = new WatchedStore()
  const world = await createWorkingWorld(recurring('period: 1m'), store)
  const { clock } = world
  await world.apply('app__a:')
  const due = clock.now() + MINUTE
  let reads = 0
  store.dueRead = () => {
    reads += 1
    if (clock.now() === due - 1) clock.advance(1)
  }
  world.work()
  // At the beginning it looks, and then once more: any key may have changed.
  await expect.poll(() => reads, { timeout: 10_000 }).toBeGreaterThan(1)
  clock.advance(MINUTE - 1)
  // A new time is a reason to look.
  await world.apply('app__a:\napp__b:')
  await until(world, 1)
})

it('what recurs leaves its service to a run that is queued for it', async () => {
  const template = { ...HELD, does: ['install', 'update'] }
  const world = await createWorkingWorld(recurring('period: 1m', template))
  const { api, clock, journal } = world
  await world.apply('app__a:\napp__b:')
  await api.pauseService('app!b', { paused: true })
  world.work()
  clock.advance(MINUTE)
  await until(world, 1)
  await api.pauseService('app!b', { paused: false })
  const { id } = await api.submitRun({ request: { kind: 'do', action: 'update', role: 'app' } })
  const waits = () => world.events.some((event) => event.type === 'queue' && event.queued === 1)
  await expect.poll(waits, { timeout: 10_000 }).toBe(true)
  clock.advance(MINUTE)
  // The next time of the one that still runs is left out.
  await looked(world, 2)
  expect(await ticks(world, 'b')).toBe(0)
  await journal.free()
  const passing = async () => {
    clock.advance(300)
    return { state: (await api.showSubmission(id)).state, ticks: await ticks(world, 'b') }
  }
  await expect.poll(passing).toEqual({ state: 'ok', ticks: 1 })
  const lines = await journal.lines()
  expect(lines.indexOf('app!b update')).toBeLessThan(lines.indexOf('app!b tick'))
})
