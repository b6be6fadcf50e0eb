import { describe, expect, it } from 'vitest'
import { createWorld, type WorldTemplate } from './world.ts'

const TELLS = (name: string) =>
  `export const ${name} = (context) => _note(context.service.role + ' ${name} ' + JSON.stringify(context.args))`

const PAIR: Readonly<Record<string, WorldTemplate>> = {
  app: {
    schema: 'db = type:str consume:db:1',
    code: [TELLS('install'), TELLS('start')].join('\n'),
  },
  db: { code: [TELLS('install'), TELLS('start')].join('\n') },
}

describe('args', () => {
  // 8.1 parsed --args and threw them away.
  it('reach the job that was asked for, and no other', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\napp__web:\nactions:\n  - action: install\n    actor: db\n')
    await world.apply({ kind: 'do', action: 'start', role: 'app', args: { level: 3, tags: ['x'] } })
    expect((await world.journal.lines()).toSorted()).toEqual([
      'app install {}',
      'app start {"level":3,"tags":["x"]}',
      'db install {}',
      'db start {}',
    ])
  })

  it('are kept with the job', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n')
    const { run } = await world.apply({
      kind: 'do',
      action: 'start',
      force: true,
      args: { level: 3 },
    })
    const shown = await world.api.showRun(run?.id)
    expect(shown.steps.flat()).toMatchObject([{ service: 'db!main', args: { level: 3 } }])
  })

  it('are still those of the action after it failed', async () => {
    await using world = await createWorld({
      db: {
        code: `export const start = (it) => { _note(JSON.stringify(it.args)); _do('start', it) }`,
      },
    })
    await world.apply('db__main:\nactions: []\n')
    await world.journal.fail('db!main start')
    await world.apply({ kind: 'do', action: 'start', args: { level: 5 } })
    await world.journal.mend('db!main start')
    await world.apply({ kind: 'pending' })
    const given = (await world.journal.lines()).filter((line) => line.startsWith('{'))
    expect(given).toEqual(['{"level":5}', '{"level":5}'])
  })

  it('survive until the job runs, when it runs later', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\nactions:\n  - action: install\n')
    await world.apply({ kind: 'do', action: 'start', args: { level: 4 } }, { noRun: true })
    await world.apply({ kind: 'pending' })
    expect(await world.journal.lines()).toEqual(['db install {}', 'db start {"level":4}'])
  })
})
