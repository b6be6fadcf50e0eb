import { expect, it } from 'vitest'
import { createWorkingWorld } from './at-work.ts'
import { type Cases, NO_RUN, ON_MAIN, PAIR, type ReasonOfRuns, why } from './why-world.ts'
import { createWorld } from './world.ts'

const PRODUCED: Cases<ReasonOfRuns> = {
  async error() {
    await using world = await createWorld(PAIR)
    await world.journal.fail('db!main install')
    const { run } = await world.apply('db__main:\n')
    expect(await why(world, 'db!main')).toMatchObject({
      status: 'error',
      reason: { kind: 'needed', service: 'db!main', action: 'start' },
      last: { state: 'error', error: { code: 'AYS_JOB_FAILED' } },
      waits: [{ kind: 'run' }],
    })
    await world.api.deleteRuns({ ids: [run?.id ?? ''] })
    expect((await why(world, 'db!main')).reason).toMatchObject({
      kind: 'error',
      message: expect.stringContaining('was told to fail'),
    })
  },
  async failed() {
    await using world = await createWorld(PAIR)
    await world.journal.fail('db!main install')
    const { run } = await world.apply(ON_MAIN)
    expect(await why(world, 'app!web', 'start')).toMatchObject({
      status: 'scheduled',
      reason: { kind: 'declared' },
      job: { run: run?.id, state: 'skipped', because: { kind: 'failed', service: 'db!main' } },
      cause: { service: 'db!main', action: 'install', state: 'error' },
      waits: [{ kind: 'run' }],
    })
  },
  async disabled() {
    await using world = await createWorld(PAIR)
    await world.apply(ON_MAIN, NO_RUN)
    await world.setState('db!main', 'install', 'disabled')
    await world.apply({ kind: 'pending' })
    const because = { kind: 'disabled', service: 'db!main', action: 'install' }
    expect(await why(world, 'app!web', 'start')).toMatchObject({
      job: { state: 'skipped', because },
      waits: [because],
    })
  },
  async cancelled() {
    await using world = await createWorld(PAIR)
    const { id } = await world.plan(ON_MAIN)
    await world.api.apply({ plan: id }, { signal: AbortSignal.abort() })
    expect(await why(world, 'db!main', 'start')).toMatchObject({
      status: 'scheduled',
      job: { state: 'cancelled', because: { kind: 'cancelled' } },
      waits: [{ kind: 'run' }],
    })
  },
  async recurring() {
    const world = await createWorkingWorld({
      app: { actor: 'recurring: [{ action: tick, period: 1m }]', does: ['install', 'tick'] },
    })
    await world.apply('app__a:\n')
    world.work()
    world.clock.advance(60_000)
    await expect
      .poll(async () => (await why(world, 'app!a', 'tick')).status, { timeout: 10_000 })
      .toBe('ok')
    expect(await why(world, 'app!a', 'tick')).toMatchObject({
      reason: { kind: 'recurring', due: expect.any(Number) },
      last: { state: 'ok' },
    })
  },
  async event() {
    const world = await createWorkingWorld({
      app: { actor: 'events: [{ channel: mail, actions: [hear] }]', does: ['install', 'hear'] },
    })
    await world.apply('app__a:\n')
    world.work()
    const { id } = await world.api.sendEvent({ channel: 'mail', name: 'came' })
    await expect
      .poll(async () => (await why(world, 'app!a', 'hear')).status, { timeout: 10_000 })
      .toBe('ok')
    expect((await why(world, 'app!a', 'hear')).reason).toEqual({
      kind: 'event',
      id,
      channel: 'mail',
      name: 'came',
    })
  },
  async other() {
    await using world = await createWorld(PAIR)
    await world.journal.fail('db!main install')
    const { run } = await world.apply('db__main:\n')
    await world.journal.mend('db!main install')
    const { run: meanwhile } = await world.apply({ kind: 'pending' })
    const retried = await world.api.retryRun(run?.id)
    const told = retried.steps.flat().map(({ because }) => because)
    const text = `run ${meanwhile?.id} did it meanwhile`
    expect(told).toEqual([
      { kind: 'other', text },
      { kind: 'other', text },
    ])
    expect(await why(world, 'db!main')).toMatchObject({
      status: 'ok',
      last: { run: meanwhile?.id },
    })
  },
}

it.each(Object.entries(PRODUCED))('why tells of a reason of the kind %s', async (_, produce) => {
  await expect(produce()).resolves.toBeUndefined()
})
