import type { PlanRequest } from '@ays/core'
import { expect, it } from 'vitest'
import { createWorkingWorld, type WorkingWorld } from './at-work.ts'
import { BLUEPRINT, type WorldTemplate } from './world.ts'

const apply = (text: string): PlanRequest => ({
  kind: 'blueprint',
  files: [{ file: BLUEPRINT, text }],
})
const install = (name: string): PlanRequest => ({
  kind: 'do',
  action: 'install',
  role: 'app',
  name,
  force: true,
})

const act = (action: string): PlanRequest => ({ kind: 'do', action, role: 'app' })

/** `install` waits until the world lets it go on. */
const HELD: Record<string, WorldTemplate> = {
  app: {
    code: `import { existsSync } from 'node:fs'
    export const install = async (context) => {
      _do('install', context)
      while (!existsSync(_file + '.free')) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    export const update = (context) => _do('update', context)`,
  },
  quick: { does: ['install'] },
}
const APP: Record<string, WorldTemplate> = { app: { does: ['install'] } }

async function ends(world: WorkingWorld, id: string, state: string): Promise<void> {
  await expect
    .poll(async () => (await world.api.showSubmission(id)).state, { timeout: 10_000 })
    .toBe(state)
}

/** Lets the time pass in which the queue looks again at what is held. */
async function pass(world: WorkingWorld, check: () => Promise<boolean>): Promise<void> {
  const passing = async () => {
    world.clock.advance(600)
    return check()
  }
  await expect.poll(passing, { timeout: 10_000 }).toBe(true)
}

it('what is queued is done when somebody leads, and not before', async () => {
  const world = await createWorkingWorld(APP)
  const { id } = await world.api.submitRun({ request: apply('app__a:'), who: 'me' })
  expect(await world.journal.lines()).toEqual([])
  world.work()
  await ends(world, id, 'ok')
  expect(await world.journal.lines()).toEqual(['app!a install'])
  const { run } = await world.api.showSubmission(id)
  expect((await world.api.showRun(run)).who).toBe('me')
})

it('the same key again is the same submission, also when it has ended', async () => {
  const world = await createWorkingWorld(APP)
  const first = await world.api.submitRun({ request: apply('app__a:'), key: 'once' })
  world.work()
  await ends(world, first.id, 'ok')
  const again = await world.api.submitRun({ request: apply('app__b:'), key: 'once' })
  expect(again).toMatchObject({ id: first.id, state: 'ok' })
  expect(await world.services()).toEqual(['app!a'])
})

it('runs of disjoint services go on at once, those of the same in order', async () => {
  const world = await createWorkingWorld(HELD)
  await world.apply('app__a:\nquick__b:', { noRun: true })
  world.work()
  const held = await world.api.submitRun({ request: install('a') })
  await expect.poll(() => world.journal.lines()).toEqual(['app!a install'])
  const same = await world.api.submitRun({
    request: { kind: 'do', action: 'update', role: 'app', name: 'a' },
  })
  const other = await world.api.submitRun({
    request: { kind: 'do', action: 'install', role: 'quick' },
  })
  await ends(world, other.id, 'ok')
  expect((await world.api.showSubmission(same.id)).state).toBe('queued')
  await world.journal.free()
  await ends(world, held.id, 'ok')
  await pass(world, async () => (await world.api.showSubmission(same.id)).state === 'ok')
  expect(await world.journal.lines()).toEqual(['app!a install', 'quick!b install', 'app!a update'])
})

it('of two that wait for one service, the lower priority number goes first', async () => {
  const world = await createWorkingWorld({ app: { does: ['install', 'one', 'two'] } })
  await world.apply('app__a:')
  const late = await world.api.submitRun({ request: act('one') })
  await world.api.submitRun({ request: act('two'), priority: 1 })
  world.work()
  await pass(world, async () => (await world.api.showSubmission(late.id)).state === 'ok')
  expect(await world.journal.lines()).toEqual(['app!a install', 'app!a two', 'app!a one'])
})

it('a run that failed is retried after each of its delays, and then no more', async () => {
  const world = await createWorkingWorld(APP)
  await world.journal.fail('app!a install')
  world.work()
  const { id } = await world.api.submitRun({ request: apply('app__a:'), delays: [10_000, 30_000] })
  for (const [retries, delay] of [10_000, 30_000].entries()) {
    await ends(world, id, 'waiting')
    const { retryAt } = await world.api.showSubmission(id)
    expect(retryAt).toBe(world.clock.now() + delay)
    expect(await world.journal.lines()).toHaveLength(retries + 1)
    world.clock.advance(delay)
    await expect.poll(() => world.journal.lines()).toHaveLength(retries + 2)
  }
  await ends(world, id, 'error')
})

it('the delays are those of AYS 9 unless told', async () => {
  const world = await createWorkingWorld(APP)
  await world.journal.fail('app!a install')
  world.work()
  const { id } = await world.api.submitRun({ request: apply('app__a:') })
  for (const seconds of [10, 30, 60, 300, 600, 1800]) {
    await ends(world, id, 'waiting')
    const { retryAt = 0 } = await world.api.showSubmission(id)
    expect(retryAt - world.clock.now()).toBe(seconds * 1000)
    world.clock.advance(seconds * 1000)
    await expect
      .poll(async () => (await world.api.showSubmission(id)).retryAt, { timeout: 10_000 })
      .not.toBe(retryAt)
  }
  await ends(world, id, 'error')
})

it('a retry waits over a restart of the work, and repeats only what was not ok', async () => {
  const world = await createWorkingWorld({
    app: { does: ['install'] },
    quick: { does: ['install'] },
  })
  await world.journal.fail('app!a install')
  const stop = world.work()
  const { id } = await world.api.submitRun({ request: apply('app__a:\nquick__b:') })
  await ends(world, id, 'waiting')
  await stop()
  await world.journal.mend('app!a install')
  world.clock.advance(10_000)
  world.work()
  await ends(world, id, 'ok')
  expect((await world.journal.lines()).toSorted()).toEqual([
    'app!a install',
    'app!a install',
    'quick!b install',
  ])
})

it('what cannot be planned ends with its error, and is not retried', async () => {
  const world = await createWorkingWorld(APP)
  world.work()
  const { id } = await world.api.submitRun({ request: apply('none__a:') })
  await ends(world, id, 'error')
  const { error, run } = await world.api.showSubmission(id)
  expect(error?.code).toBe('AYS_INPUT_INVALID')
  expect(run).toBeUndefined()
})

it('what is cancelled while it is queued never starts', async () => {
  const world = await createWorkingWorld(APP)
  const gone = await world.api.submitRun({ request: apply('app__a:') })
  await world.api.cancelSubmission(gone.id)
  const { id } = await world.api.submitRun({ request: apply('app__b:') })
  world.work()
  await ends(world, id, 'ok')
  expect(await world.services()).toEqual(['app!b'])
})

it('a submission that runs is cancelled with its run', async () => {
  const world = await createWorkingWorld({
    app: {
      code: `export const install = (context) => {
        _do('install', context)
        return new Promise((resolve, reject) => {
          context.signal.addEventListener('abort', () => reject(new Error('told to stop')))
        })
      }`,
    },
  })
  world.work()
  const { id } = await world.api.submitRun({ request: apply('app__a:') })
  await expect.poll(() => world.journal.lines()).toEqual(['app!a install'])
  expect((await world.api.cancelSubmission(id)).state).toBe('cancelled')
  const { run } = await world.api.showSubmission(id)
  expect((await world.api.showRun(run)).state).toBe('cancelled')
})
