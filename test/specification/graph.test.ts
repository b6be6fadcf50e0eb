import { describe, expect, it } from 'vitest'
import { changesOf, createWorld, stepsOf, type WorldTemplate } from './world.ts'

const LIFE = ['install', 'start', 'stop', 'uninstall']

/** `app` consumes `db`; both have a whole life. */
const PAIR: Readonly<Record<string, WorldTemplate>> = {
  app: { schema: 'db = type:str consume:db:0', does: LIFE },
  db: { does: LIFE },
}

const WEB_ON_MAIN = 'db__main:\napp__web:\n  db: main\n'

// The executed examples of section 5.1 of the behaviour reference. What AYS 8.1 did stands in the comments.
describe('the graph of a run', () => {
  // 8.1: {P.install, P.start}, {A.install}, {A.start}: a producer's install and start at the same time.
  it('brings a producer’s own chain along, its install before its start', async () => {
    await using world = await createWorld(PAIR)
    const plan = await world.plan(`${WEB_ON_MAIN}actions:\n  - action: start\n    actor: app\n`)
    expect(stepsOf(plan)).toEqual([
      ['db!main install'],
      ['app!web install', 'db!main start'],
      ['app!web start'],
    ])
  })

  // 8.1: {P.init, P.install}, {A.init}, {A.install}: installed while it was being initialised.
  it('has every init behind it: they run while planning, each once', async () => {
    await using world = await createWorld({
      app: { schema: 'db = type:str consume:db:0', does: ['init', 'install'] },
      db: { does: ['init', 'install'] },
    })
    const plan = await world.plan(WEB_ON_MAIN)
    expect(stepsOf(plan)).toEqual([['db!main install'], ['app!web install']])
    await world.api.apply({ plan: plan.id })
    const lines = await world.journal.lines()
    expect(lines.slice(0, 2).toSorted()).toEqual(['app!web init', 'db!main init'])
    expect(lines.slice(2)).toEqual(['db!main install', 'app!web install'])
  })

  // 8.1: {C}, {B}, {A}.
  it('installs a chain of services from its end', async () => {
    await using world = await createWorld({
      a: { schema: 'b = type:str consume:b:1', does: ['install'] },
      b: { schema: 'c = type:str consume:c:1', does: ['install'] },
      c: { does: ['install'] },
    })
    expect(stepsOf(await world.plan('a__x:\nb__x:\nc__x:\n'))).toEqual([
      ['c!x install'],
      ['b!x install'],
      ['a!x install'],
    ])
  })

  // 8.1: {A.stop, A.uninstall}, {P.stop}, {P.uninstall}: stopped and uninstalled at the same time.
  it('takes consumers down first, each stopped before it is uninstalled', async () => {
    await using world = await createWorld(PAIR)
    await world.apply(WEB_ON_MAIN)
    const plan = await world.plan({ kind: 'do', action: 'uninstall', role: 'db' })
    expect(stepsOf(plan)).toEqual([
      ['app!web stop'],
      ['app!web uninstall', 'db!main stop'],
      ['db!main uninstall'],
    ])
  })

  // 8.1: KeyError.
  it('passes through actions that a template does not export', async () => {
    await using world = await createWorld({ lamp: { does: ['install', 'monitor'] } })
    const plan = await world.plan('lamp__hall:\nactions:\n  - action: monitor\n')
    expect(stepsOf(plan)).toEqual([['lamp!hall install'], ['lamp!hall monitor']])
  })

  it('passes through services that do nothing at all', async () => {
    await using world = await createWorld({
      app: { schema: 'glue = type:str consume:glue:1', does: ['install'] },
      glue: { schema: 'db = type:str consume:db:1' },
      db: { does: ['install'] },
    })
    expect(stepsOf(await world.plan('app__web:\nglue__x:\ndb__main:\n'))).toEqual([
      ['db!main install'],
      ['app!web install'],
    ])
  })

  it('treats a parent as a producer', async () => {
    await using world = await createWorld({
      os: { schema: 'node = type:str parent:node', does: LIFE },
      node: { does: LIFE },
    })
    await world.apply('os__ubuntu:\nnode__one:\n')
    const lines = await world.journal.lines()
    expect(lines[0]).toBe('node!one install')
    expect(lines.slice(1, 3).toSorted()).toEqual(['node!one start', 'os!ubuntu install'])
    expect(lines[3]).toBe('os!ubuntu start')
  })

  it('leaves out what is ok already', async () => {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n')
    expect(stepsOf(await world.plan(WEB_ON_MAIN))).toEqual([['app!web install'], ['app!web start']])
  })

  // 8.1: 12 layers took 1.08 s, three times as long for each layer more.
  it('is planned in linear time: forty layers, each service on all of the layer below', async () => {
    await using world = await createWorld({
      cell: { schema: 'below = type:str list consume:cell:0', does: ['install'] },
    })
    const layers = 40
    const blueprint = Array.from({ length: layers }, (_, layer) =>
      namesOf(layer).map((name) =>
        layer === 0
          ? `cell__${name}:\n`
          : `cell__${name}:\n  below: [${namesOf(layer - 1).join(', ')}]\n`,
      ),
    )
    const plan = await world.plan(blueprint.flat().join(''))
    expect(changesOf(plan)).toHaveLength(layers * 3)
    expect(stepsOf(plan)).toEqual(
      Array.from({ length: layers }, (_, layer) =>
        namesOf(layer).map((name) => `cell!${name} install`),
      ),
    )
  })

  it('puts into one step whatever has nothing to wait for', async () => {
    await using world = await createWorld(PAIR)
    const plan = await world.plan('db__a:\ndb__b:\ndb__c:\nactions:\n  - action: install\n')
    expect(stepsOf(plan)).toEqual([['db!a install', 'db!b install', 'db!c install']])
  })

  it('seeds a run with everything pending, and only with that', async () => {
    await using world = await createWorld(PAIR)
    await world.apply(WEB_ON_MAIN, { noRun: true })
    expect(await world.journal.lines()).toEqual([])
    expect(await world.states('db!main')).toMatchObject({ install: 'new', start: 'scheduled' })
    const report = await world.apply({ kind: 'pending' })
    expect(report.run?.state).toBe('ok')
    expect((await world.plan({ kind: 'pending' })).empty).toBe(true)
  })
})

/** The services of a layer. */
function namesOf(layer: number): string[] {
  return [0, 1, 2].map((column) => `l${layer}c${column}`)
}
