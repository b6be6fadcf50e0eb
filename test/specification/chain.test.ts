import { describe, expect, it } from 'vitest'
import { createWorld, stepsOf, type WorldTemplate } from './world.ts'

const WHOLE: WorldTemplate = {
  does: ['install', 'start', 'monitor', 'stop', 'uninstall', 'delete'],
}

describe('the chain on a service', () => {
  it('is install, start, monitor', async () => {
    await using world = await createWorld({ web: WHOLE })
    const plan = await world.plan('web__a:\nactions:\n  - action: monitor\n')
    expect(stepsOf(plan)).toEqual([['web!a install'], ['web!a start'], ['web!a monitor']])
  })

  it('is stop, uninstall, delete, and the service is gone at its end', async () => {
    await using world = await createWorld({ web: WHOLE })
    await world.apply('web__a:\n')
    const plan = await world.plan({ kind: 'do', action: 'delete' })
    expect(stepsOf(plan)).toEqual([['web!a stop'], ['web!a uninstall'], ['web!a delete']])
    await world.api.apply({ plan: plan.id })
    expect(await world.services()).toEqual([])
  })

  it('has no stop for what was never started', async () => {
    await using world = await createWorld({ web: WHOLE })
    await world.apply('web__a:\nactions:\n  - action: install\n')
    const plan = await world.plan({ kind: 'do', action: 'uninstall' })
    expect(stepsOf(plan)).toEqual([['web!a uninstall']])
  })

  it('stops where the rest is ok', async () => {
    await using world = await createWorld({ web: WHOLE })
    await world.apply('web__a:\nactions:\n  - action: install\n')
    expect(stepsOf(await world.plan({ kind: 'do', action: 'start' }))).toEqual([['web!a start']])
  })

  it('asks again for what is ok only with force', async () => {
    await using world = await createWorld({ web: WHOLE })
    await world.apply('web__a:\n')
    expect((await world.plan({ kind: 'do', action: 'start' })).empty).toBe(true)
    const forced = await world.plan({ kind: 'do', action: 'start', force: true })
    expect(stepsOf(forced)).toEqual([['web!a start']])
  })

  // 8.1: a function of the template, run once for each level of the recursion.
  it('is what "after" in actor.yaml says', async () => {
    await using world = await createWorld({
      web: {
        does: ['install', 'configure', 'start'],
        actor: 'actions:\n  configure:\n    after: [install]\n  start:\n    after: [configure]\n',
      },
    })
    expect(stepsOf(await world.plan('web__a:\n'))).toEqual([
      ['web!a install'],
      ['web!a configure'],
      ['web!a start'],
    ])
  })

  it('may be taken away by "after"', async () => {
    await using world = await createWorld({
      web: { does: ['install', 'start'], actor: 'actions:\n  start:\n    after: []\n' },
    })
    expect(stepsOf(await world.plan('web__a:\n'))).toEqual([['web!a start']])
  })

  it('may wait for another action of the producers', async () => {
    await using world = await createWorld({
      app: {
        schema: 'db = type:str consume:db:1',
        does: ['install'],
        actor: 'actions:\n  install:\n    after: [producers.start]\n',
      },
      db: { does: ['install', 'start'] },
    })
    const plan = await world.plan(
      'app__web:\ndb__main:\nactions:\n  - action: install\n    actor: app\n',
    )
    expect(stepsOf(plan)).toEqual([['db!main install'], ['db!main start'], ['app!web install']])
  })

  it('is not entered by an action that is in no chain: it runs alone', async () => {
    await using world = await createWorld({ web: { does: ['install', 'backup'] } })
    const plan = await world.plan('web__a:\nactions:\n  - action: backup\n')
    expect(stepsOf(plan)).toEqual([['web!a backup']])
  })
})
