import { describe, expect, it } from 'vitest'
import { createWorld, stepsOf } from './world.ts'

describe('the goal of a service', () => {
  it('is start where the template exports it', async () => {
    await using world = await createWorld({ web: { does: ['install', 'start', 'monitor'] } })
    expect(stepsOf(await world.plan('web__a:\n'))).toEqual([['web!a install'], ['web!a start']])
  })

  it('is install where there is no start', async () => {
    await using world = await createWorld({ web: { does: ['install', 'monitor'] } })
    expect(stepsOf(await world.plan('web__a:\n'))).toEqual([['web!a install']])
  })

  it('is what actor.yaml says', async () => {
    await using world = await createWorld({
      web: { does: ['install', 'start', 'monitor'], actor: 'goal: install\n' },
    })
    await world.apply('web__a:\n')
    expect(await world.states('web!a')).toMatchObject({ install: 'ok', start: 'new' })
  })

  it('is nothing where the template exports neither: the service is only there', async () => {
    await using world = await createWorld({ note: { schema: 'text = type:str', does: ['check'] } })
    const report = await world.apply('note__a:\n  text: hello\n')
    expect(report.run).toBeUndefined()
    expect(await world.services()).toEqual(['note!a'])
  })

  it('is reached by services that were made on the way too', async () => {
    await using world = await createWorld({
      app: { schema: 'db = type:str consume:db:1 auto', does: ['install'] },
      db: { does: ['install', 'start'] },
    })
    expect(stepsOf(await world.plan('app__web:\n'))).toEqual([
      ['db!auto_0 install'],
      ['app!web install', 'db!auto_0 start'],
    ])
  })

  it('schedules nothing when the blueprints have an actions block: then only that does', async () => {
    await using world = await createWorld({
      a: { does: ['install', 'start'] },
      b: { does: ['install', 'start'] },
    })
    const plan = await world.plan('a__x:\nb__x:\nactions:\n  - action: install\n    actor: a\n')
    expect(stepsOf(plan)).toEqual([['a!x install']])
  })
})

describe('an actions block', () => {
  const TEMPLATES = {
    'node.big': { does: ['install', 'start'] },
    'node.small': { does: ['install', 'start'] },
    nodes: { does: ['install'] },
  }
  const SERVICES = 'node.big__b1:\nnode.big__b2:\nnode.small__s1:\nnodes__n1:\n'

  it.each([
    ['action: install', ['node!b1', 'node!b2', 'node!s1', 'nodes!n1']],
    ['action: install\n    actor: node.big', ['node!b1', 'node!b2']],
    ['action: install\n    actor: node\\..*', ['node!b1', 'node!b2', 'node!s1']],
    ['action: install\n    service: b.*', ['node!b1', 'node!b2']],
    // A pattern is for the whole name: s is not s1.
    ['action: install\n    service: b1|s', ['node!b1']],
    ['action: install\n    actor: node.*\n    service: .*1', ['node!b1', 'node!s1', 'nodes!n1']],
  ])('with "%s" means %j', async (entry, services) => {
    await using world = await createWorld(TEMPLATES)
    const plan = await world.plan(`${SERVICES}actions:\n  - ${entry}\n`)
    expect(stepsOf(plan)).toEqual([services.map((service) => `${service} install`)])
  })

  it('names several actions with commas', async () => {
    await using world = await createWorld({ lamp: { does: ['install', 'check'] } })
    const plan = await world.plan('lamp__a:\nactions:\n  - action: install, check\n')
    expect(stepsOf(plan).flat().toSorted()).toEqual(['lamp!a check', 'lamp!a install'])
  })

  it('asks again for what is ok only with force', async () => {
    await using world = await createWorld({ lamp: { does: ['install'] } })
    const blueprint = 'lamp__a:\nactions:\n  - action: install\n'
    await world.apply(blueprint)
    expect((await world.plan(blueprint)).empty).toBe(true)
    const forced = await world.plan(`${blueprint}    force: true\n`)
    expect(stepsOf(forced)).toEqual([['lamp!a install']])
  })

  it('may stand before, between and after the services, more than once', async () => {
    await using world = await createWorld({ lamp: { does: ['install', 'check'] } })
    const plan = await world.plan(
      'actions:\n  - action: install\nlamp__a:\nactions:\n  - action: check\n',
    )
    expect(stepsOf(plan).flat().toSorted()).toEqual(['lamp!a check', 'lamp!a install'])
  })
})
