import { describe, expect, it } from 'vitest'
import { BLUEPRINT, createWorld, stepsOf } from './world.ts'

const SEES_PORT =
  "export const init = ({ producers }) => _note('port ' + producers.db[0].data.port)"

describe('input', () => {
  it('completes the data of a new service, as part of the plan', async () => {
    await using world = await createWorld({
      web: {
        schema: 'host = type:str\nport = type:int default:80',
        does: ['install'],
        code: "export const input = ({ service }) => service.data.host === '' ? { host: service.name } : {}",
      },
    })
    const plan = await world.plan('web__a:\nweb__b:\n  host: other\n')
    expect(
      plan.changes.map(({ fields }) => fields.find(({ field }) => field === 'host')?.after),
    ).toEqual(['a', 'other'])
    await world.api.apply({ plan: plan.id })
    expect((await world.api.showService('web!a')).data).toEqual({ host: 'a', port: 80 })
  })

  it('rejects data: a fault of the blueprint, and nothing is changed', async () => {
    await using world = await createWorld({
      web: {
        schema: 'port = type:int',
        code: "export const input = ({ service }) => { if (service.data.port < 1024) throw new Error('too low') }",
      },
    })
    const error: unknown = await world
      .plan('web__good:\n  port: 8080\nweb__bad:\n  port: 80\n')
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'AYS_INPUT_INVALID',
      diagnostics: [{ severity: 'error', source: { file: BLUEPRINT, line: 3 } }],
    })
    expect(JSON.stringify(error)).toContain('too low')
    expect(await world.services()).toEqual([])
  })

  it('and what it completed is no change when the blueprint is applied again', async () => {
    await using world = await createWorld({
      web: {
        schema: 'host = type:str',
        does: ['install'],
        code: 'export const input = ({ service }) => ({ host: service.name })',
      },
    })
    await world.apply('web__a:\n')
    expect((await world.plan('web__a:\n')).empty).toBe(true)
  })
})

describe('init', () => {
  it('comes behind that of a producer of its producer, which has none itself', async () => {
    await using world = await createWorld({
      base: {
        code: "export const init = async () => { await new Promise((resolve) => setTimeout(resolve, 20)); _note('base') }",
      },
      between: { schema: 'base = type:str consume:base:1:1', does: ['install'] },
      top: {
        schema: 'between = type:str consume:between:1:1',
        code: "export const init = () => _note('top')",
      },
    })
    await world.plan('top__t:\nbetween__b:\nbase__a:\n')
    expect(await world.journal.lines()).toEqual(['base', 'top'])
  })

  it('runs once in the life of a service, not at every apply', async () => {
    await using world = await createWorld({
      web: { schema: 'size = type:int', does: ['init', 'install'] },
    })
    await world.apply('web__a:\n')
    await world.apply('web__a:\n  size: 2\n')
    const lines = await world.journal.lines()
    expect(lines.filter((line) => line === 'web!a init')).toHaveLength(1)
    expect(await world.states('web!a')).toMatchObject({ init: 'ok', install: 'ok' })
  })

  it('sees its producers: it runs when its own links are resolved', async () => {
    await using world = await createWorld({
      app: {
        schema: 'db = type:str consume:db:1',
        code: "export const init = ({ producers }) => _note('db is ' + producers.db[0].name)",
      },
      db: { does: ['install'] },
    })
    await world.plan('app__web:\ndb__main:\n')
    expect(await world.journal.lines()).toEqual(['db is main'])
  })

  it('sees what the init of its producer returned', async () => {
    await using world = await createWorld({
      app: { schema: 'db = type:str consume:db:1', code: SEES_PORT },
      db: {
        schema: 'port = type:int',
        code: 'export const init = async () => { await null; return { port: 5 } }',
      },
    })
    await world.plan('app__web:\ndb__main:\n')
    expect(await world.journal.lines()).toEqual(['port 5'])
  })

  it('sees a producer that is made for it, and what its init returned', async () => {
    await using world = await createWorld({
      app: { schema: 'db = type:str consume:db:1 auto', code: SEES_PORT },
      db: { schema: 'port = type:int', code: 'export const init = () => ({ port: 6 })' },
    })
    await world.plan('app__web:\n')
    expect(await world.journal.lines()).toEqual(['port 6'])
  })

  it('may not run programs: a plan does nothing', async () => {
    await using world = await createWorld({
      web: { code: "export const init = ({ exec }) => exec('true')" },
    })
    expect(await world.faults('web__a:\n')).not.toEqual([])
    expect(await world.services()).toEqual([])
  })

  it('is not run by validate', async () => {
    await using world = await createWorld({ web: { does: ['init', 'input', 'install'] } })
    const report = await world.api.validate([{ file: BLUEPRINT, text: 'web__a:\n' }])
    expect(report).toMatchObject({ diagnostics: [], services: 1 })
    expect(await world.journal.lines()).toEqual([])
  })

  it('is done when the plan is applied: it is no job of the run', async () => {
    await using world = await createWorld({ web: { does: ['init', 'install'] } })
    expect(stepsOf(await world.plan('web__a:\n'))).toEqual([['web!a install']])
  })
})
