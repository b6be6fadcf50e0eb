import { expect, it } from 'vitest'
import { createWorld } from './world.ts'

const TEMPLATES = { app: { does: ['install'] } }

const blueprint = (name: string, services: number) =>
  Array.from({ length: services }, (_, at) => `app__${name}-${at}:\n`).join('')

it('the plans of a hundred clients can all be applied', async () => {
  await using world = await createWorld(TEMPLATES)
  const plans: string[] = []
  for (let client = 0; client < 100; client++) {
    plans.push((await world.plan(blueprint(`n${client}`, 1))).id)
  }
  await world.api.apply({ plan: plans[0] ?? '' })
  await world.api.apply({ plan: plans[99] ?? '' })
  expect(await world.services()).toEqual(['app!n0-0', 'app!n99-0'])
})

it('of large plans the last 16 are remembered', async () => {
  await using world = await createWorld(TEMPLATES)
  const plans: string[] = []
  for (let client = 0; client < 17; client++) {
    plans.push((await world.plan(blueprint(`n${client}`, 200))).id)
  }
  const [forgotten = '', oldest = ''] = plans
  await expect(world.api.apply({ plan: forgotten })).rejects.toMatchObject({
    code: 'AYS_PLAN_STALE',
  })
  expect(await world.api.apply({ plan: oldest, noRun: true })).toMatchObject({
    changes: { created: 200 },
  })
})
