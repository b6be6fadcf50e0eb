import { describe, expect, it } from 'vitest'
import { BLUEPRINT, changesOf, createWorld, jobsOf, stepsOf, type WorldTemplate } from './world.ts'

const DISK: WorldTemplate = {
  schema: 'size = type:int default:1\nnode = type:str parent:node optional',
  does: ['install'],
}

describe('a service that init ensures', () => {
  const TEMPLATES: Readonly<Record<string, WorldTemplate>> = {
    node: {
      does: ['install'],
      code: `export const init = ({ service, ensure }) =>
        ensure('disk', service.name, { node: service.name, size: 7 })`,
    },
    disk: DISK,
    app: { schema: 'disk = type:str consume:disk:1', does: ['install'] },
  }

  it('is part of the plan, with its links and its own goal', async () => {
    await using world = await createWorld(TEMPLATES)
    const plan = await world.plan('node__n:\n')
    expect(changesOf(plan)).toEqual(['create disk!n', 'create node!n'])
    expect(plan.changes[0]).toMatchObject({ origin: 'ensured' })
    expect(stepsOf(plan)).toEqual([['node!n install'], ['disk!n install']])
  })

  it('says who ensured it', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply('node__n:\n')
    expect(await world.api.showService('disk!n')).toMatchObject({
      origin: 'ensured',
      ensuredBy: 'node!n',
      parent: 'node!n',
      data: { size: 7 },
    })
  })

  it('satisfies the links of others, by name or as the only one', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply('node__n:\napp__named:\n  disk: n\napp__free:\n')
    for (const app of ['app!named', 'app!free']) {
      expect((await world.api.showService(app)).producers).toMatchObject([{ to: 'disk!n' }])
    }
  })

  it('has its own init run too, until nothing new appears', async () => {
    await using world = await createWorld({
      a: { code: "export const init = ({ ensure }) => ensure('b', 'x')" },
      b: { code: "export const init = ({ ensure }) => ensure('c', 'x')" },
      c: { does: ['init', 'install'] },
    })
    const plan = await world.plan('a__x:\n')
    expect(changesOf(plan)).toEqual(['create a!x', 'create b!x', 'create c!x'])
    expect(await world.journal.lines()).toEqual(['c!x init'])
  })

  it('is not made twice when the blueprint is applied again', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply('node__n:\n')
    expect((await world.plan('node__n:\n')).empty).toBe(true)
  })

  it('of an unknown template is a fault of the blueprint', async () => {
    await using world = await createWorld({
      node: { code: "export const init = ({ ensure }) => ensure('nothing', 'x')" },
    })
    expect(await world.faults('node__n:\n')).toEqual([`${BLUEPRINT}:1 AYS_TEMPLATE_UNKNOWN`])
  })
})

describe('a service that another action ensures', () => {
  it('joins the run, and is there when it ends', async () => {
    await using world = await createWorld(
      maker("(context) => { _do('install', context); context.ensure('disk', 'd', { size: 3 }) }"),
    )
    expect(changesOf(await world.plan('maker__m:\n'))).toEqual(['create maker!m'])
    const { run } = await world.apply('maker__m:\n')
    expect(jobsOf(run)).toEqual(['disk!d install ok', 'maker!m install ok'])
    const grown = run?.steps.flat().find(({ service }) => service === 'disk!d')
    const first = run?.steps.flat().find(({ service }) => service === 'maker!m')
    expect(grown?.grownBy).toBe(first?.number)
    expect(await world.api.showService('disk!d')).toMatchObject({
      origin: 'ensured',
      ensuredBy: 'maker!m',
      data: { size: 3 },
    })
  })

  it('is committed with the fields that the action returns, or not at all', async () => {
    await using world = await createWorld(
      maker("({ ensure }) => { ensure('disk', 'd'); return { made: 1 } }"),
    )
    await world.apply('maker__m:\n')
    expect(await world.services()).toEqual(['disk!d', 'maker!m'])
    expect((await world.api.showService('maker!m')).data).toEqual({ made: 1 })
  })

  it('is not there when the action throws after it', async () => {
    await using world = await createWorld(
      maker("({ ensure }) => { ensure('disk', 'd'); throw new Error('too late') }"),
    )
    const { run } = await world.apply('maker__m:\n')
    expect(run?.state).toBe('error')
    expect(await world.services()).toEqual(['maker!m'])
  })

  it('of an unknown template is the error of that job', async () => {
    await using world = await createWorld(maker("({ ensure }) => ensure('nothing', 'x')"))
    const { run } = await world.apply('maker__m:\n')
    expect(run?.steps.flat()).toMatchObject([{ state: 'error' }])
    expect(await world.services()).toEqual(['maker!m'])
  })

  it('whose fields it changes has its consumers answer in the same run', async () => {
    await using world = await createWorld({
      maker: {
        code: `export const install = ({ ensure }) => ensure('disk', 'd', { size: 2 })
        export const grow = ({ ensure }) => ensure('disk', 'd', { size: 7 })`,
      },
      disk: DISK,
      app: { schema: 'disk = type:str consume:disk:1', does: ['install', 'start'] },
    })
    await world.apply('maker__m:\n')
    await world.apply('app__a:\n')
    const { run } = await world.apply({ kind: 'do', action: 'grow' })
    expect(jobsOf(run)).toEqual(['app!a install ok', 'disk!d install ok', 'maker!m grow ok'])
    expect((await world.plan({ kind: 'pending' })).empty).toBe(true)
  })

  it('has its fields set when it is there already', async () => {
    await using world = await createWorld({
      maker: {
        schema: 'size = type:int default:1',
        code: `export const install = ({ service, ensure }) =>
          ensure('disk', 'd', { size: service.data.size })
        export const processChange = install`,
      },
      disk: DISK,
    })
    await world.apply('maker__m:\n  size: 2\n')
    await world.apply('maker__m:\n  size: 5\n')
    expect((await world.api.showService('disk!d')).data).toMatchObject({ size: 5 })
  })
})

/** `maker`, whose install is this, and `disk`. */
function maker(install: string): Readonly<Record<string, WorldTemplate>> {
  const schema = 'made = type:int default:0'
  return { maker: { schema, code: `export const install = ${install}` }, disk: DISK }
}

describe('a service that is ensured, and consumes who ensures it', () => {
  it('does once what both its own change and that of its producer ask for', async () => {
    await using world = await createWorld({
      maker: {
        schema: 'made = type:int default:0',
        code: `export const install = ({ args, ensure }) => {
          ensure('disk', 'd', { size: args.size ?? 1, maker: 'm' })
          return { made: args.size ?? 1 }
        }`,
      },
      disk: {
        schema: 'size = type:int default:1\nmaker = type:str consume:maker:1',
        does: ['install', 'processChange'],
      },
    })
    await world.apply('maker__m:\n')
    const { run } = await world.apply({
      kind: 'do',
      action: 'install',
      force: true,
      role: 'maker',
      args: { size: 5 },
    })
    expect(jobsOf(run)).toEqual(['disk!d processChange ok', 'maker!m install ok'])
  })
})
