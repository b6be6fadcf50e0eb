import type { ActionStatus, StateChange } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { createWorld, jobsOf, stepsOf, type World, type WorldTemplate } from './world.ts'

const WEB = { web: { does: ['install', 'start', 'stop', 'uninstall'] } }

/** Its install ends when its journal is freed. */
const HELD: Record<string, WorldTemplate> = {
  web: {
    does: ['start', 'stop', 'uninstall'],
    code: `export const install = async (context) => {
      _do('install', context)
      while (!existsSync(_file + '.free')) await new Promise((resolve) => setTimeout(resolve, 10))
    }`,
  },
}

async function declared(templates: Record<string, WorldTemplate> = WEB): Promise<World> {
  const world = await createWorld(templates)
  await world.apply('web__a:\nactions: []\n', { noRun: true })
  return world
}

// Section 5.4 of the behaviour reference, a test for each row. What AYS 8.1 did stands in the comments.
describe('the state of an action', () => {
  // 8.1: new for all of them, so that a service that was never installed could be uninstalled.
  it('is new in a new service; what takes down has nothing to do yet', async () => {
    await using world = await declared()
    expect(await world.states('web!a')).toEqual({
      install: 'new',
      start: 'new',
      stop: 'ok',
      uninstall: 'ok',
    })
  })

  // 8.1: the same.
  it.each(['new', 'changed', 'error', 'scheduled'] as const)(
    'becomes scheduled from %s when it is asked for',
    async (before) => {
      await using world = await declared()
      await world.setState('web!a', 'install', before)
      await world.apply({ kind: 'do', action: 'install' }, { noRun: true })
      expect(await world.states('web!a')).toMatchObject({ install: 'scheduled' })
    },
  )

  // 8.1: the same, and it ran the action nevertheless when something else pulled it in.
  it('stays ok when it is asked for, unless by force', async () => {
    await using world = await declared()
    await world.setState('web!a', 'install', 'ok')
    expect((await world.plan({ kind: 'do', action: 'install' })).empty).toBe(true)
    await world.apply({ kind: 'do', action: 'install', force: true }, { noRun: true })
    expect(await world.states('web!a')).toMatchObject({ install: 'scheduled' })
  })

  // 8.1: an error too, but executed when something else pulled it in.
  it('that is disabled cannot be scheduled', async () => {
    await using world = await declared()
    await world.setState('web!a', 'install', 'disabled')
    expect(await world.faults({ kind: 'do', action: 'install' })).toEqual(['AYS_ACTION_DISABLED'])
  })

  // 8.1: written into the service, where it stayed for ever when the process died.
  it('is running while its job runs, and that is written nowhere in the service', async () => {
    await using world = await declared(HELD)
    const applied = world.apply({ kind: 'do', action: 'install' })
    await expect.poll(() => world.states('web!a')).toMatchObject({ install: 'running' })
    await world.journal.free()
    await applied
    expect(await world.states('web!a')).toMatchObject({ install: 'ok' })
  })

  // 8.1: the same.
  it.each([
    ['ok', false],
    ['error', true],
  ])('is %s after its job', async (state, fails) => {
    await using world = await declared()
    if (fails) await world.journal.fail('web!a install')
    const { run } = await world.apply({ kind: 'do', action: 'install' })
    expect(jobsOf(run)).toEqual([`web!a install ${state}`])
    expect(run?.state).toBe(state)
    expect(await world.states('web!a')).toMatchObject({ install: state })
  })

  // 8.1: from any state, also of what had never run or was disabled.
  it.each<[StateChange['status'], ActionStatus]>([
    ['ok', 'changed'],
    ['changed', 'changed'],
    ['new', 'new'],
    ['scheduled', 'scheduled'],
    ['error', 'error'],
    ['disabled', 'disabled'],
  ])('is, from %s, %s when the code of the action changes', async (before, after) => {
    await using world = await declared()
    await world.setState('web!a', 'install', before)
    await world.rewrite('web', 'export const install = () => 1\nexport const start = () => 2')
    await world.apply('web__a:\nactions: []\n', { noRun: true })
    expect(await world.states('web!a')).toMatchObject({ install: after, start: 'new' })
  })

  // 8.1: ok, new and scheduled from the CLI; through the API also `installing`, which no state was, and with
  // install went init. Ours runs init while planning.
  it.each<StateChange['status']>(['new', 'changed', 'scheduled', 'ok', 'error', 'disabled'])(
    'is %s when it is set by hand',
    async (status) => {
      await using world = await declared()
      await world.api.setServiceState('web!a', { action: 'start', status })
      expect(await world.states('web!a')).toMatchObject({ start: status })
    },
  )

  // 8.1: whatever came after the failed job in its step ran and could mask it; what came later never ran.
  it('is taken up again by the next run when it is an error, and what it held up with it', async () => {
    await using world = await declared()
    await world.journal.fail('web!a install')
    await world.apply({ kind: 'do', action: 'start' })
    expect(await world.states('web!a')).toMatchObject({ install: 'error', start: 'scheduled' })
    await world.journal.mend('web!a install')
    const plan = await world.plan({ kind: 'pending' })
    expect(stepsOf(plan)).toEqual([['web!a install'], ['web!a start']])
  })
})

// Section 5.3.
describe('what a job leaves behind', () => {
  // 8.1: the output of a job that failed was thrown away.
  it('is its log, also when it failed', async () => {
    await using world = await createWorld({
      web: {
        code: `export const install = ({ log }) => { log.info('half way'); throw new Error('no') }`,
      },
    })
    const { run } = await world.apply('web__a:\n')
    const lines = await world.api.logs(run?.id ?? '')
    expect(lines.map(({ text }) => text)).toContain('half way')
  })

  // 8.1: what an action returned came back to the parent and was lost.
  it('is what it returned', async () => {
    await using world = await createWorld({
      web: { schema: 'port = type:int', code: 'export const install = () => ({ port: 7 })' },
    })
    await world.apply('web__a:\n')
    expect((await world.api.showService('web!a')).data).toEqual({ port: 7 })
  })

  // 8.1: a timeout was looked at only when more than a hundred jobs ran.
  it('is an error when it took longer than it may', async () => {
    await using world = await createWorld({
      web: {
        actor: 'actions:\n  install: {timeout: 1s}\n',
        code: `export const install = ({ signal }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))`,
      },
    })
    const { run } = await world.apply('web__a:\n')
    expect(run?.steps.flat()).toMatchObject([
      { state: 'error', error: { code: 'AYS_JOB_TIMEOUT' } },
    ])
  })

  // 8.1: two jobs of one service each saved the whole service, and the later one won.
  it('is what both set when two jobs of one service run at once', async () => {
    await using world = await createWorld({
      web: {
        schema: 'left = type:int\nright = type:int',
        code: ['left', 'right']
          .map(
            (side) => `export const ${side} = async () => {
              await new Promise((resolve) => setTimeout(resolve, 10))
              return { ${side}: 1 }
            }`,
          )
          .join('\n'),
      },
    })
    await world.apply('web__a:\nactions:\n  - action: left, right\n')
    expect((await world.api.showService('web!a')).data).toEqual({ left: 1, right: 1 })
  })
})
