import type { RunEvent } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { createWorld, jobsOf, stepsOf, type WorldTemplate } from './world.ts'

const PAIR: Readonly<Record<string, WorldTemplate>> = {
  app: { schema: 'db = type:str consume:db:0', does: ['install', 'start'] },
  db: { does: ['install', 'start'] },
}

// What sections 5.1 to 5.5 of the behaviour reference say beside the tables that graph, cycle, disabled and
// original-states have. What AYS 8.1 did stands in the comments.
describe('what goes into a run', () => {
  // 8.1: everything pending in the repository, whatever was asked for.
  it('is what was asked for and what that needs, not everything that is pending', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\ndb__other:\napp__web:\n  db: main\nactions: []\n')
    await world.apply({ kind: 'do', action: 'install', role: 'db', name: 'other' }, { noRun: true })
    const plan = await world.plan({ kind: 'do', action: 'install', role: 'app' })
    expect(stepsOf(plan)).toEqual([['db!main install'], ['app!web install']])
  })

  // 8.1: a, b and c one after the other, though b and c need nothing of each other.
  it('has actions that one action needs side by side', async () => {
    await using world = await createWorld({
      web: {
        does: ['left', 'right', 'start'],
        actor: 'actions:\n  start:\n    after: [left, right]\n',
      },
    })
    expect(stepsOf(await world.plan('web__a:\n'))).toEqual([
      ['web!a left', 'web!a right'],
      ['web!a start'],
    ])
  })

  // 8.1: one step after the other, each as slow as its slowest job.
  it('starts a job when its own needs are met, whatever else its step does', async () => {
    await using world = await createWorld({
      cell: {
        schema: 'on = type:str list consume:cell:0',
        code: `export const install = async (context) => {
          if (context.service.name === 'slow') await new Promise((done) => (globalThis._slow = done))
          _do('install', context)
          if (context.service.name === 'next') globalThis._slow()
        }`,
      },
    })
    const { run } = await world.apply('cell__slow:\ncell__quick:\ncell__next:\n  on: [quick]\n')
    expect(run?.state).toBe('ok')
    expect((await world.journal.lines()).at(-1)).toBe('cell!slow install')
  })

  // 8.1: no action code ran with noExec, and all of it became ok.
  it('is left to do without a run, and nothing says that it was done', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n', { noRun: true })
    expect(await world.states('db!main')).toMatchObject({ install: 'new', start: 'scheduled' })
    expect(await world.api.listRuns()).toEqual([])
  })
})

describe('a run', () => {
  // 8.1: saved after its first step: whoever said no at the prompt left orphans.
  it('is stored with its jobs before the first of them starts', async () => {
    await using world = await createWorld(PAIR)
    const looks: Promise<string[]>[] = []
    const look = async (id: string) => jobsOf(await world.api.showRun(id))
    const { id } = await world.plan('db__main:\n')
    await world.api.apply(
      { plan: id },
      {
        on: (event: RunEvent) => {
          if (event.type === 'run' && looks.length === 0) looks.push(look(event.run.id))
        },
      },
    )
    const [first = []] = await Promise.all(looks)
    expect(first.map((line) => line.replace(/ \w+$/, ''))).toEqual([
      'db!main install',
      'db!main start',
    ])
  })

  // 8.1: in debug mode the first exception left the run `running` for ever, with jobs ok the steps `new`.
  it('ends, and its jobs with it, whatever its actions throw', async () => {
    await using world = await createWorld({
      ...PAIR,
      db: { does: ['start'], code: 'export const install = () => { throw undefined }' },
    })
    const { run } = await world.apply('db__main:\napp__web:\n  db: main\n')
    expect(run?.state).toBe('error')
    expect(run?.ended).toBeGreaterThan(0)
    expect(jobsOf(run)).toEqual([
      'app!web install skipped',
      'app!web start skipped',
      'db!main install error',
      'db!main start skipped',
    ])
  })

  // 8.1: an action was one function, without the imports, constants and helpers of its file.
  it('gives its actions what their file has beside them', async () => {
    await using world = await createWorld({
      web: {
        schema: 'path = type:str',
        code: `import { posix } from 'node:path'
          const BASE = '/srv'
          const _under = (name) => posix.join(BASE, name)
          export const install = ({ service }) => ({ path: _under(service.name) })`,
      },
    })
    await world.apply('web__a:\n')
    expect((await world.api.showService('web!a')).data).toEqual({ path: '/srv/a' })
  })
})
