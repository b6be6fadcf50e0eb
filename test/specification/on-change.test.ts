import { describe, expect, it } from 'vitest'
import { createWorld, jobsOf, stepsOf, type World, type WorldTemplate } from './world.ts'

const FIELDS = 'size = type:int default:1\nname = type:str\nratio = type:float\n'

function webWorld(web: WorldTemplate): Promise<World> {
  return createWorld({ web: { schema: FIELDS, does: ['install', 'start'], ...web } })
}

describe('a field that the blueprint changes', () => {
  it('updates the data and schedules processChange where the template has one', async () => {
    await using world = await webWorld({ does: ['install', 'start', 'processChange'] })
    await world.apply('web__a:\n  size: 1\n')
    const plan = await world.plan('web__a:\n  size: 2\n')
    expect(plan.changes).toMatchObject([
      { kind: 'update', service: 'web!a', fields: [{ field: 'size', before: 1, after: 2 }] },
    ])
    expect(stepsOf(plan)).toEqual([['web!a processChange']])
    await world.api.apply({ plan: plan.id })
    expect((await world.api.showService('web!a')).data).toMatchObject({ size: 2 })
  })

  it('runs what onChange names for it', async () => {
    await using world = await webWorld({
      does: ['install', 'resize', 'rename', 'processChange'],
      actor: 'onChange:\n  size: [resize]\n  name: [rename]\n',
    })
    await world.apply('web__a:\n')
    expect(stepsOf(await world.plan('web__a:\n  size: 2\n'))).toEqual([['web!a resize']])
    expect(stepsOf(await world.plan('web__a:\n  name: b\n'))).toEqual([['web!a rename']])
    expect(stepsOf(await world.plan('web__a:\n  ratio: 0.5\n'))).toEqual([['web!a processChange']])
  })

  it('installs again where there is neither', async () => {
    await using world = await webWorld({ does: ['install'] })
    await world.apply('web__a:\n')
    expect(stepsOf(await world.plan('web__a:\n  size: 2\n'))).toEqual([['web!a install']])
  })

  it('returns to its default when it is no longer mentioned', async () => {
    await using world = await webWorld({ does: ['install'] })
    await world.apply('web__a:\n  size: 9\n')
    await world.apply('web__a:\n')
    expect((await world.api.showService('web!a')).data).toMatchObject({ size: 1 })
  })

  it('may be spelt in any way: dotted, snake and camel are one', async () => {
    await using world = await createWorld({
      web: { schema: 'max.open_files = type:int', does: ['install'] },
    })
    await world.apply('web__a:\n  max.open_files: 5\n')
    for (const spelling of ['max_open_files', 'maxOpenFiles', 'max.open.files']) {
      expect((await world.plan(`web__a:\n  ${spelling}: 5\n`)).empty).toBe(true)
    }
  })
})

describe('a blueprint that is applied again', () => {
  it.each([
    ['as it is', 'web__a:\n  size: 2\n  ratio: 0.1\n  name: x\n'],
    ['in another order', 'web__a:\n  name: x\n  ratio: 0.1\n  size: 2\n'],
    ['with other quotes and comments', 'web__a: # one\n  {name: "x", ratio: 1e-1, size: 2}\n'],
  ])('%s changes nothing', async (_, again) => {
    await using world = await webWorld({ does: ['install'] })
    await world.apply('web__a:\n  size: 2\n  ratio: 0.1\n  name: x\n')
    expect(await world.plan(again)).toMatchObject({ empty: true, changes: [], jobs: [] })
  })

  it('changes nothing, also when an action returned fields of its own', async () => {
    await using world = await webWorld({
      does: [],
      code: "export const install = () => ({ name: 'found', ratio: 0.3 })",
    })
    await world.apply('web__a:\n  size: 2\n')
    expect((await world.api.showService('web!a')).data).toMatchObject({ name: 'found' })
    expect((await world.plan('web__a:\n  size: 2\n')).empty).toBe(true)
  })

  it('leaves alone a field that an action owns, while it changes another', async () => {
    await using world = await webWorld({
      does: ['processChange'],
      code: "export const install = () => ({ name: 'found' })",
    })
    await world.apply('web__a:\n  size: 2\n')
    await world.apply('web__a:\n  size: 3\n')
    expect((await world.api.showService('web!a')).data).toMatchObject({ size: 3, name: 'found' })
  })
})

describe('a producer whose data changes', () => {
  const db: WorldTemplate = {
    schema: 'port = type:int default:1',
    does: ['install', 'processChange'],
  }
  it('has its installed consumers install again', async () => {
    await using world = await createWorld({ db, app: consumer({}) })
    await world.apply(at(1))
    const { run } = await world.apply(at(2))
    expect(jobsOf(run)).toEqual(['app!web install ok', 'db!main processChange ok'])
  })

  it('has their processChange run where they have one', async () => {
    await using world = await createWorld({
      db,
      app: consumer({ does: ['install', 'start', 'processChange'] }),
    })
    await world.apply(at(1))
    const { run } = await world.apply(at(2))
    expect(jobsOf(run)).toEqual(['app!web processChange ok', 'db!main processChange ok'])
  })

  it('has what the link says run', async () => {
    await using world = await createWorld({
      db,
      app: consumer({
        schema: '',
        does: ['install', 'reconnect', 'processChange'],
        actor: 'links:\n  consume:\n    - {role: db, argname: db, min: 1, onChange: [reconnect]}\n',
      }),
    })
    await world.apply(at(1))
    const { run } = await world.apply(at(2))
    expect(jobsOf(run)).toEqual(['app!web reconnect ok', 'db!main processChange ok'])
  })

  it('has its children answer like its consumers', async () => {
    await using world = await createWorld({
      db,
      table: { schema: 'db = type:str parent:db', does: ['install'] },
    })
    await world.apply('db__main:\ntable__t:\n')
    const { run } = await world.apply('db__main:\n  port: 2\ntable__t:\n')
    expect(jobsOf(run)).toEqual(['db!main processChange ok', 'table!t install ok'])
  })

  it('does not touch those who were never installed', async () => {
    await using world = await createWorld({ db, app: consumer({}) })
    await world.apply(`${at(1)}actions:\n  - action: install\n    actor: db\n`)
    const { run } = await world.apply(at(2).replace('app__web:\n', ''))
    expect(jobsOf(run)).toEqual(['db!main processChange ok'])
  })

  it('does so too when an action returned the change, and only when it is one', async () => {
    await using world = await createWorld({
      db: {
        schema: 'port = type:int default:1\nseen = type:int',
        does: ['install'],
        code: 'export const refresh = ({ args }) => ({ seen: Number(args.seen) })',
      },
      app: consumer({}),
    })
    await world.apply('db__main:\napp__web:\n')
    const refresh = (seen: number) =>
      world.apply({ kind: 'do', action: 'refresh', role: 'db', force: true, args: { seen } })
    expect(jobsOf((await refresh(5)).run)).toEqual(['app!web install ok', 'db!main refresh ok'])
    expect(jobsOf((await refresh(5)).run)).toEqual(['db!main refresh ok'])
  })

  it('never triggers itself by what its own action returns', async () => {
    await using world = await createWorld({
      db: {
        schema: 'port = type:int default:1',
        does: ['processChange'],
        code: 'export const install = () => ({ port: 5 })',
      },
    })
    const { run } = await world.apply('db__main:\n')
    expect(jobsOf(run)).toEqual(['db!main install ok'])
    expect((await world.plan({ kind: 'pending' })).empty).toBe(true)
  })

  it('is said in the plan as what runs only if it changes', async () => {
    await using world = await createWorld({ db, app: consumer({}) })
    await world.apply(at(1))
    const plan = await world.plan({ kind: 'do', action: 'install', role: 'db', force: true })
    expect(plan.ifChanged).toContainEqual({
      service: 'app!web',
      action: 'install',
      producer: 'db!main',
    })
  })
})

/** A template that consumes `db`. */
function consumer(more: WorldTemplate): WorldTemplate {
  return { schema: 'db = type:str consume:db:1', does: ['install', 'start'], ...more }
}

/** `app!web` on `db!main`, which has this port. */
function at(port: number): string {
  return `db__main:\n  port: ${port}\napp__web:\n`
}
