import { describe, expect, it } from 'vitest'
import { SLOW, startRun } from './start-run.ts'
import { createWorld, jobsOf } from './world.ts'

const BLUEPRINT = 'slow__a:\nslow__b:\n  on: [a]\nquick__q:\n'

describe('a run that is cancelled', () => {
  it.each([true, false])('ends, whoever asks (kill: %s); its state is true', async (kill) => {
    await using world = await createWorld(SLOW)
    const { run, ended } = await startRun(world, BLUEPRINT, 'slow!a install')
    const cancelled = await world.api.cancelRun(undefined, { kill })
    expect(cancelled).toMatchObject({ id: run, state: 'cancelled' })
    expect((await ended).run?.state).toBe('cancelled')
    expect(await world.states('slow!a')).toMatchObject({ install: 'error' })
    expect(await world.states('slow!b')).toMatchObject({ install: 'scheduled' })
    expect(await world.states('quick!q')).toMatchObject({ install: 'ok' })
  })

  it('is retried: what was ok is not repeated', async () => {
    await using world = await createWorld({ ...SLOW, slow: { ...SLOW['slow'], code: ONCE } })
    const { ended } = await startRun(world, BLUEPRINT, 'slow!a install')
    await world.api.cancelRun()
    await ended
    const before = (await world.journal.lines()).length
    const run = await world.api.retryRun()
    expect(run.state).toBe('ok')
    const done = (await world.journal.lines()).slice(before)
    expect(done).toEqual(['slow!a install', 'slow!b install'])
  })

  it('cannot be cancelled once more, and says how it ended', async () => {
    await using world = await createWorld(SLOW)
    const { run } = await world.apply('quick__q:\n')
    expect(await world.api.cancelRun(run?.id)).toMatchObject({ state: 'ok' })
    await expect(world.api.cancelRun()).rejects.toMatchObject({ code: 'AYS_RUN_UNKNOWN' })
  })
})

/** The first try waits until it is told to stop, the next ones are quick. */
const ONCE = `export const install = async (context) => {
  _do('install', context)
  if (context.attempt > 1 || context.service.name === 'b') return
  await new Promise((resolve, reject) => {
    context.signal.addEventListener('abort', () => reject(new Error('told to stop')))
  })
}`

describe('a run that is watched', () => {
  it('tells of every job, and resolves when it has ended', async () => {
    await using world = await createWorld(SLOW)
    const { run, ended } = await startRun(world, BLUEPRINT, 'slow!a install')
    const states = new Map<string, string>()
    const watching = world.api.watchRun(run, {
      on: (event) => {
        if (event.type === 'job') states.set(event.job.service, event.job.state)
      },
    })
    await expect.poll(() => states.get('slow!a')).toBe('running')
    await world.api.cancelRun(run)
    expect(await watching).toMatchObject({ id: run, state: 'cancelled' })
    expect(states.get('slow!a')).toBe('error')
    await ended
  })

  it('can be left', async () => {
    await using world = await createWorld(SLOW)
    const { run, ended } = await startRun(world, BLUEPRINT, 'slow!a install')
    const leave = new AbortController()
    const watching = world.api.watchRun(run, { signal: leave.signal })
    leave.abort()
    await expect(watching).rejects.toMatchObject({ code: 'AYS_CANCELLED' })
    expect(await world.api.showRun(run)).toMatchObject({ state: 'running' })
    await world.api.cancelRun(run)
    await ended
  })
})

describe('a run that is deleted', () => {
  // 8.1: Run.delete stopped in a debugger; runs never went.
  it('is gone with its jobs and logs; one that has not ended is refused', async () => {
    await using world = await createWorld(SLOW)
    const { run } = await world.apply('quick__q:\n')
    const { run: active, ended } = await startRun(world, 'slow__a:\n', 'slow!a install')
    await expect(world.api.deleteRuns({ ids: [active] })).rejects.toMatchObject({
      code: 'AYS_RUN_ACTIVE',
    })
    expect(await world.api.deleteRuns({ endedBefore: Date.now() + 1000 })).toEqual([run?.id])
    expect((await world.api.listRuns()).map(({ id }) => id)).toEqual([active])
    await world.api.cancelRun(active)
    await ended
  })
})

it('lists only runs in the states that are asked for, page by page', async () => {
  await using world = await createWorld({ cell: { does: ['install'] } })
  for (const name of 'abc') await world.apply(`cell__${name}:\n`)
  expect(jobsOf(await world.api.showRun())).toEqual(['cell!c install ok'])
  const [first] = await world.api.listRuns({ limit: 1 })
  expect(await world.api.listRuns({ before: first?.id ?? '' })).toHaveLength(2)
  expect(await world.api.listRuns({ states: ['ok'] })).toHaveLength(3)
  expect(await world.api.listRuns({ states: ['interrupted'] })).toEqual([])
  expect(await world.api.listRuns({ states: ['error', 'running'] })).toEqual([])
})
