import { expect, it } from 'vitest'
import { createWorkingWorld } from './at-work.ts'
import { HELD, looked, MINUTE, recurring, ticks, until } from './recurring.ts'

it('an action recurs once in each period', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:')
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1)
  world.clock.advance(MINUTE)
  await until(world, 2)
  expect(world.events.filter(({ type }) => type === 'failed')).toEqual([])
})

it('what is due at the same time is one run', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:\napp__b:\napp__c:')
  world.work()
  world.clock.advance(MINUTE)
  for (const name of ['a', 'b', 'c']) await until(world, 1, name)
  const [run] = await world.api.listRuns()
  expect(run?.command).toBe('recurring')
  expect((await world.api.showRun(run?.id)).steps.flat().map(({ service }) => service)).toEqual([
    'app!a',
    'app!b',
    'app!c',
  ])
})

it('an action of which a need is not ok does not recur', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:', { noRun: true })
  await world.apply('app__b:')
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1, 'b')
  expect(await ticks(world, 'a')).toBe(0)
})

it('an action that needs again what it needed does not recur until that is ok', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:\napp__b:')
  await world.api.setServiceState('app!a', { action: 'install', status: 'new' })
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1, 'b')
  await world.apply({ kind: 'do', action: 'install', role: 'app', name: 'a' })
  world.clock.advance(MINUTE)
  await until(world, 2, 'b')
  await expect.poll(() => ticks(world, 'a')).toBe(1)
})

it('cron follows the clock of its time zone', async () => {
  // 12:00 in UTC is 13:00 in Brussels.
  const world = await createWorkingWorld(
    recurring('cron: "30 13 * * *", timezone: Europe/Brussels'),
  )
  await world.apply('app__a:')
  world.work()
  world.clock.advance(30 * MINUTE)
  const lastRun = async () => {
    const { states } = await world.api.showService('app!a')
    return states.find(({ action }) => action === 'tick')?.lastRun
  }
  await expect.poll(lastRun).toBe(world.clock.now())
})

it('a time that comes while the action still runs is left out', async () => {
  const world = await createWorkingWorld(recurring('period: 1m', HELD))
  await world.apply('app__a:')
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1)
  for (const sure of [2, 3]) {
    world.clock.advance(MINUTE)
    await looked(world, sure)
  }
  expect(await ticks(world)).toBe(1)
  await world.journal.free()
  await expect.poll(async () => (await world.api.listRuns())[0]?.state).toBe('ok')
  world.clock.advance(MINUTE)
  await until(world, 2)
})

it.each([
  ['one', 2],
  ['queue', 4],
])('with overlap: %s, three times that came meanwhile give %i jobs', async (overlap, jobs) => {
  const world = await createWorkingWorld(recurring(`period: 1m, overlap: ${overlap}`, HELD))
  await world.apply('app__a:')
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1)
  world.clock.advance(3 * MINUTE)
  expect(await ticks(world)).toBe(1)
  await world.journal.free()
  const passing = () => {
    world.clock.advance(50)
    return ticks(world)
  }
  await expect.poll(passing).toBe(jobs)
})

it.each([
  ['skip', 0],
  ['one', 1],
  ['queue', 3],
])(
  'with catchUp: %s, three times that passed while nobody was there give %i jobs',
  async (catchUp, jobs) => {
    const world = await createWorkingWorld(recurring(`period: 1m, catchUp: ${catchUp}`))
    await world.apply('app__a:')
    world.clock.advance(3 * MINUTE + 1000)
    world.work()
    // One that is skipped was looked at, too.
    await looked(world, Math.max(jobs, 1))
    await until(world, jobs)
    world.clock.advance(MINUTE)
    await expect.poll(() => ticks(world)).toBe(jobs + 1)
  },
)

it('jitter spreads the services of one period, and each keeps its pace', async () => {
  const world = await createWorkingWorld(recurring('period: 1m, jitter: 30s'))
  await world.apply('app__a:\napp__b:\napp__c:')
  const dues = async () => {
    const services = await Promise.all(
      ['a', 'b', 'c'].map((name) => world.api.showService(`app!${name}`)),
    )
    return services.map(({ states }) => states.find(({ action }) => action === 'tick')?.due ?? 0)
  }
  const first = await dues()
  expect(new Set(first).size).toBe(3)
  world.work()
  world.clock.advance(2 * MINUTE)
  for (const name of ['a', 'b', 'c']) await until(world, 1, name)
  for (const [at, due] of (await dues()).entries()) {
    expect((due - (first[at] ?? 0)) % MINUTE).toBe(0)
  }
})

it('the blueprint can say how often an action recurs', async () => {
  const world = await createWorkingWorld({ app: { does: ['install', 'tick'] } })
  await world.apply('app__a:')
  await world.apply('app__a:\nactions:\n  - { action: tick, recurring: 1m }')
  const before = await ticks(world)
  world.work()
  world.clock.advance(MINUTE)
  await expect.poll(() => ticks(world)).toBe(before + 1)
})

it('a service that is paused does not recur until it is resumed', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:\napp__b:')
  await world.api.pauseService('app!a', { paused: true })
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1, 'b')
  expect(await ticks(world)).toBe(0)
  await world.api.pauseService('app!a', { paused: false })
  world.clock.advance(MINUTE)
  await until(world, 1)
})

it('a recurring action that fails recurs again', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:')
  await world.journal.fail('app!a tick')
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1)
  await expect.poll(async () => (await world.states('app!a'))['tick']).toBe('error')
  await world.journal.mend('app!a tick')
  world.clock.advance(MINUTE)
  await expect.poll(async () => (await world.states('app!a'))['tick']).toBe('ok')
})

it('a deleted service recurs no more', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:\napp__b:')
  await world.apply({ kind: 'do', action: 'delete', role: 'app', name: 'a' })
  world.work()
  world.clock.advance(MINUTE)
  await until(world, 1, 'b')
  expect(await ticks(world)).toBe(0)
})

it('an action recurs as soon as what it needs is said to be ok by hand', async () => {
  const world = await createWorkingWorld(recurring('period: 1m'))
  await world.apply('app__a:', { noRun: true })
  const due = async () => {
    const { states } = await world.api.showService('app!a')
    return states.find(({ action }) => action === 'tick')?.due
  }
  expect(await due()).toBeUndefined()
  await world.api.setServiceState('app!a', { action: 'install', status: 'ok' })
  expect(await due()).toBe(world.clock.now() + MINUTE)
  await world.api.setServiceState('app!a', { action: 'install', status: 'new' })
  expect(await due()).toBeUndefined()
})

it.each([
  ['true', 1],
  ['false', 0],
])('with log: %s, a recurring job leaves %i lines', async (log, lines) => {
  const code = `export const tick = (context) => {
    context.log.info('ticked')
    _do('tick', context)
  }`
  const world = await createWorkingWorld(
    recurring(`period: 1m, log: ${log}`, { does: ['install'], code }),
  )
  await world.apply('app__a:')
  world.work()
  world.clock.advance(MINUTE)
  await expect.poll(async () => (await world.api.listRuns({ states: ['ok'] })).length).toBe(2)
  const [run] = await world.api.listRuns()
  expect(await world.api.logs(run?.id ?? '')).toHaveLength(lines)
})
