import type { ServiceDetail } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { BLUEPRINT, changesOf, createWorld, type World } from './world.ts'

const DB = { does: ['install'] }

/** A world in which `app` consumes `db` as the tags say, through the argument `store`. */
function worldOf(tags: string): Promise<World> {
  return createWorld({
    app: { schema: `store = type:str list ${tags}`, does: ['install'] },
    db: DB,
    'db.big': DB,
  })
}

/** Addresses of the producers, sorted; those that the blueprint names are marked. */
function producersOf({ producers }: ServiceDetail): string[] {
  return producers.map(({ to, named }) => `${to}${named ? ' named' : ''}`).toSorted()
}

async function linked(world: World, blueprint: string, address = 'app!web'): Promise<string[]> {
  await world.apply(blueprint)
  return producersOf(await world.api.showService(address))
}

// Section 1.5 of the behaviour reference, and design section 7 where ours is stricter.
describe('a producer', () => {
  it.each([
    ['a list', '  store: [one, two]\n'],
    ['the role instead of the argument', '  db: [one, two]\n'],
  ])('is named by %s', async (_, names) => {
    await using world = await worldOf('consume:db:0')
    expect(await linked(world, `db__one:\ndb__two:\ndb__three:\napp__web:\n${names}`)).toEqual([
      'db!one named',
      'db!two named',
    ])
  })

  it('is named by a single string, also where the field is a list', async () => {
    await using world = await worldOf('consume:db:0')
    expect(await linked(world, 'db__one:\napp__web:\n  store: one\n')).toEqual(['db!one named'])
  })

  it('may be of any template of its role', async () => {
    await using world = await worldOf('consume:db:1')
    expect(await linked(world, 'db.big__one:\napp__web:\n')).toEqual(['db!one'])
  })

  // 8.1 took some service of the role, whichever the set gave first.
  it('that is not named is the only one of its role, or an ambiguity', async () => {
    await using world = await worldOf('consume:db:1')
    expect(await linked(world, 'db__one:\napp__web:\n')).toEqual(['db!one'])
    expect(await world.faults('db__a:\ndb__b:\napp__other:\n')).toEqual([
      `${BLUEPRINT}:3 AYS_LINK_AMBIGUOUS`,
    ])
  })

  it('is not linked without a name where none is needed', async () => {
    await using world = await worldOf('consume:db:0')
    expect(await linked(world, 'db__one:\napp__web:\n')).toEqual([])
  })

  it('is made where there are too few: with the lowest free number', async () => {
    await using world = await worldOf('consume:db:3 auto')
    expect(await linked(world, 'db__auto_1:\napp__web:\n')).toEqual([
      'db!auto_0',
      'db!auto_1',
      'db!auto_2',
    ])
  })

  it('that is missing is a fault without auto', async () => {
    await using world = await worldOf('consume:db:2')
    expect(await world.faults('db__one:\napp__web:\n')).toEqual([`${BLUEPRINT}:2 AYS_LINK_MISSING`])
  })

  it('more than the template allows is a fault', async () => {
    await using world = await worldOf('consume:db:0:1')
    expect(await world.faults('db__one:\ndb__two:\napp__web:\n  store: [one, two]\n')).toEqual([
      `${BLUEPRINT}:4 AYS_LINK_TOO_MANY`,
    ])
  })

  // 8.1 ignored a name that matches nothing.
  it('that is named and does not exist is a fault, auto or not', async () => {
    await using world = await worldOf('consume:db:1 auto')
    expect(await world.faults('db__one:\napp__web:\n  store: [gone]\n')).toEqual([
      `${BLUEPRINT}:3 AYS_LINK_UNKNOWN`,
    ])
  })

  it('stays linked when others of its role appear', async () => {
    await using world = await worldOf('consume:db:1')
    await world.apply('db__one:\napp__web:\n')
    expect(await linked(world, 'db__one:\ndb__two:\napp__web:\n')).toEqual(['db!one'])
  })

  it('is another one when the blueprint names another one', async () => {
    await using world = await worldOf('consume:db:1')
    await world.apply('db__one:\ndb__two:\napp__web:\n  store: one\n')
    const plan = await world.plan('db__one:\ndb__two:\napp__web:\n  store: two\n')
    expect(plan.changes.flatMap(({ links }) => links)).toEqual([
      { kind: 'remove', argname: 'store', to: 'db!one', parent: false },
      { kind: 'add', argname: 'store', to: 'db!two', parent: false },
    ])
    await world.api.apply({ plan: plan.id })
    expect(producersOf(await world.api.showService('app!web'))).toEqual(['db!two named'])
  })

  it('may be declared after its consumer, and in another file', async () => {
    await using world = await worldOf('consume:db:1:1')
    const plan = await world.plan({
      'blueprints/1.yaml': 'app__web:\n  store: one\n',
      'blueprints/2.yaml': 'db__one:\n',
    })
    expect(changesOf(plan)).toEqual(['create app!web', 'create db!one'])
  })

  it('knows its consumers', async () => {
    await using world = await worldOf('consume:db:1')
    await world.apply('db__one:\napp__web:\n')
    expect((await world.api.showService('db!one')).consumers).toEqual(['app!web'])
  })
})

// Section 1.4.
describe('a parent', () => {
  const NODE = { does: ['install'] }
  const family = (tags: string) =>
    createWorld({
      os: { schema: `on = type:str parent:node ${tags}`, does: ['install'] },
      node: NODE,
      'node.big': NODE,
    })

  it('is named by its argument or its role, whatever its template', async () => {
    await using world = await family('')
    await world.apply('node.big__a:\nnode__b:\nos__x:\n  on: a\nos__y:\n  node: b\n')
    expect((await world.api.showService('os!x')).parent).toBe('node!a')
    expect((await world.api.showService('os!y')).parent).toBe('node!b')
    expect((await world.api.showService('node!a')).children).toEqual(['os!x'])
  })

  it('that is not named is the only one of its role', async () => {
    await using world = await family('')
    await world.apply('node__a:\nos__x:\n')
    expect((await world.api.showService('os!x')).parent).toBe('node!a')
  })

  it.each([
    ['no candidate', 'os__x:\n', '1 AYS_LINK_MISSING'],
    ['several candidates', 'node__a:\nnode__b:\nos__x:\n', '3 AYS_LINK_AMBIGUOUS'],
    ['a name that nobody has', 'node__a:\nos__x:\n  on: gone\n', '3 AYS_LINK_UNKNOWN'],
  ])('with %s is a fault', async (_, blueprint, fault) => {
    await using world = await family('')
    expect(await world.faults(blueprint)).toEqual([`${BLUEPRINT}:${fault}`])
  })

  it('with auto is made when there is none, and adopted when there is one', async () => {
    await using world = await family('auto')
    await world.apply('os__x:\n')
    expect((await world.api.showService('os!x')).parent).toBe('node!auto_0')
    await world.apply('os__x:\nos__y:\n')
    expect((await world.api.showService('os!y')).parent).toBe('node!auto_0')
  })

  it('with optional may be missing', async () => {
    await using world = await family('optional')
    await world.apply('os__x:\n')
    expect((await world.api.showService('os!x')).parent).toBeUndefined()
  })
})
