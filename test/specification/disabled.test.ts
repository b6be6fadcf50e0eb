import { describe, expect, it } from 'vitest'
import { createWorld, stepsOf, type WorldTemplate } from './world.ts'

const PAIR: Readonly<Record<string, WorldTemplate>> = {
  app: { schema: 'db = type:str consume:db:0', does: ['install'] },
  db: { does: ['install', 'start'] },
}

describe('a disabled action', () => {
  // 8.1: {P.install}, {A.install}: it ran when something needed it.
  it('never runs, and what needs it is reported when planning', async () => {
    await using world = await createWorld(PAIR)
    await world.apply(
      'db__main:\napp__web:\n  db: main\nactions:\n  - action: start\n    actor: db\n',
      {
        noRun: true,
      },
    )
    await world.setState('db!main', 'install', 'disabled')
    const plan = await world.plan({ kind: 'do', action: 'install', role: 'app' })
    expect(plan.blocked).toContainEqual({
      service: 'app!web',
      action: 'install',
      by: 'db!main install',
    })
    await world.api.apply({ plan: plan.id })
    expect(await world.journal.lines()).toEqual([])
    expect(await world.states('db!main')).toMatchObject({ install: 'disabled' })
  })

  it('does not stop what does not need it', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\ndb__other:\n', { noRun: true })
    await world.setState('db!main', 'install', 'disabled')
    const plan = await world.plan({ kind: 'pending' })
    expect(stepsOf(plan).flat()).toEqual(expect.arrayContaining(['db!other install']))
    await world.api.apply({ plan: plan.id })
    expect(await world.journal.lines()).toEqual(['db!other install', 'db!other start'])
  })

  it('cannot be scheduled', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n', { noRun: true })
    await world.setState('db!main', 'start', 'disabled')
    expect(await world.faults({ kind: 'do', action: 'start', role: 'db' })).toEqual([
      expect.stringContaining('AYS_ACTION_DISABLED'),
    ])
  })
})
