import { describe, expect, it } from 'vitest'
import { createWorld, stepsOf } from './world.ts'

const WEB = {
  web: { does: ['install', 'start', 'monitor', 'stop', 'uninstall', 'delete'] },
}

describe('what an action undoes', () => {
  it('start leaves stop to do, install leaves uninstall and delete to do', async () => {
    await using world = await createWorld(WEB)
    await world.apply('web__a:\n')
    expect(await world.states('web!a')).toMatchObject({
      install: 'ok',
      start: 'ok',
      stop: 'new',
      uninstall: 'new',
      delete: 'new',
    })
  })

  it.each([
    ['start', 'install'],
    ['install', 'start'],
  ])('%s leaves all of it to do where there is no %s', async (action) => {
    await using world = await createWorld({ web: { does: [action, 'stop', 'uninstall'] } })
    await world.apply('web__a:\n')
    await world.apply({ kind: 'destroy' })
    const lines = [action, 'stop', 'uninstall'].map((name) => `web!a ${name}`)
    expect(await world.journal.lines()).toEqual(lines)
  })

  it('stop leaves start and monitor to do', async () => {
    await using world = await createWorld(WEB)
    await world.apply('web__a:\nactions:\n  - action: monitor\n')
    await world.apply({ kind: 'do', action: 'stop' })
    expect(await world.states('web!a')).toMatchObject({
      install: 'ok',
      start: 'new',
      monitor: 'new',
      stop: 'ok',
    })
  })

  it('uninstall leaves install to do as well', async () => {
    await using world = await createWorld(WEB)
    await world.apply('web__a:\n')
    await world.apply({ kind: 'do', action: 'uninstall' })
    expect(await world.states('web!a')).toMatchObject({
      install: 'new',
      start: 'new',
      stop: 'ok',
      uninstall: 'ok',
    })
  })

  it('a service goes up, down and up again', async () => {
    await using world = await createWorld(WEB)
    await world.apply('web__a:\n')
    await world.apply({ kind: 'do', action: 'uninstall' })
    const plan = await world.plan({ kind: 'do', action: 'start' })
    expect(stepsOf(plan)).toEqual([['web!a install'], ['web!a start']])
  })

  // 8.1 meant to do this, and read the wrong argument and a misspelt state.
  it('scheduling an action takes back the schedule of its inverse', async () => {
    await using world = await createWorld(WEB)
    await world.apply('web__a:\n', { noRun: true })
    expect(await world.states('web!a')).toMatchObject({ start: 'scheduled' })
    await world.apply({ kind: 'do', action: 'uninstall', force: true }, { noRun: true })
    expect(await world.states('web!a')).toMatchObject({ start: 'new', uninstall: 'scheduled' })
  })
})
