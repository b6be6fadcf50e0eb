import type { PlanRequest } from '@ays/core'
import { expect, it } from 'vitest'
import { createWorkingWorld, type WorkingWorld } from './at-work.ts'
import { BLUEPRINT } from './world.ts'

const DAY = 86_400_000
const HOUR = DAY / 24
const PATIENCE = { timeout: 30_000 }

const APP = {
  app: {
    actor: 'events:\n  - { channel: generic, command: ring, actions: [hear] }',
    does: ['install', 'hear'],
  },
}

const apply = (text: string): PlanRequest => ({
  kind: 'blueprint',
  files: [{ file: BLUEPRINT, text }],
})

/** Queued runs by how they began, events by their names, with their states, sorted. */
async function kept({ api }: WorkingWorld): Promise<string[]> {
  const queue = await api.listQueue()
  const events = await api.listEvents()
  return [
    ...queue.map(({ command, state }) => `${command.split(' ')[0]} ${state}`),
    ...events.map(({ name, state }) => `event ${name} ${state}`),
  ].toSorted()
}

async function becomes(world: WorkingWorld, expected: readonly string[]): Promise<void> {
  const look = async () => {
    // The work looks once in an hour for what is old.
    world.clock.advance(HOUR)
    return kept(world)
  }
  await expect.poll(look, { timeout: 30_000, interval: 200 }).toEqual(expected)
}

it('what was handled is kept a week, what failed 90 days, and what is open until it ends', async () => {
  const world = await createWorkingWorld(APP)
  const { api, clock, journal } = world
  const end = world.work()
  const good = await api.submitRun({ request: apply('app__a:'), key: 'once' })
  await expect.poll(async () => (await api.showSubmission(good.id)).state, PATIENCE).toBe('ok')
  await api.sendEvent({ name: 'ring' })
  await expect.poll(() => kept(world), PATIENCE).toContain('event ring done')
  await api.submitRun({ request: apply('none__a:') })
  await api.sendEvent({ name: 'ignored' })
  await journal.fail('app!b install')
  await api.submitRun({ request: apply('app__b:'), delays: [1000 * DAY] })
  const all = [
    'apply error',
    'apply ok',
    'apply waiting',
    'event ignored unheard',
    'event ok',
    'event ring done',
  ]
  await expect.poll(() => kept(world), PATIENCE).toEqual(all)
  clock.advance(6 * DAY)
  // As after a restart: the work then looks at once.
  await end()
  const endAgain = world.work()
  await expect
    .poll(() => world.events.filter(({ type }) => type === 'leading').length, PATIENCE)
    .toBe(3)
  expect(await kept(world)).toEqual(all)
  clock.advance(DAY)
  await becomes(world, ['apply error', 'apply waiting'])
  expect((await api.submitRun({ request: apply('app__a:'), key: 'once' })).id).not.toBe(good.id)
  await expect.poll(() => kept(world), PATIENCE).toContain('apply ok')
  clock.advance(83 * DAY)
  await becomes(world, ['apply waiting'])
  await endAgain()
})
