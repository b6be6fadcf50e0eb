import type { PlanRequest } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { changesOf, createWorld, stepsOf, type WorldTemplate } from './world.ts'

const LIFE = ['install', 'stop', 'uninstall', 'delete']

const TEMPLATES: Readonly<Record<string, WorldTemplate>> = {
  db: { does: LIFE },
  app: { schema: 'db = type:str consume:db:0', does: LIFE },
  maker: {
    does: LIFE,
    code: "export const init = ({ service, ensure }) => ensure('db', service.name + '-own')",
  },
}

function pruning(files: Readonly<Record<string, string>>, whole = false): PlanRequest {
  return {
    kind: 'blueprint',
    files: Object.entries(files).map(([file, text]) => ({ file, text })),
    prune: true,
    whole,
  }
}

describe('a service that its blueprint no longer declares', () => {
  it('stays without prune', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply('db__a:\ndb__b:\n')
    expect((await world.plan('db__a:\n')).empty).toBe(true)
  })

  it('goes with prune, through stop, uninstall and delete', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply({ 'a.yaml': 'db__a:\ndb__b:\n' })
    const plan = await world.plan(pruning({ 'a.yaml': 'db__a:\n' }))
    expect(changesOf(plan)).toEqual(['delete db!b'])
    expect(stepsOf(plan)).toEqual([['db!b stop'], ['db!b uninstall'], ['db!b delete']])
    const report = await world.api.apply({ plan: plan.id })
    expect(report.changes).toEqual({ created: 0, updated: 0, deleted: 1 })
    expect(await world.services()).toEqual(['db!a'])
  })

  it('stays when another blueprint declared it', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply({ 'a.yaml': 'db__a:\n', 'b.yaml': 'db__b:\n' })
    expect((await world.plan(pruning({ 'a.yaml': 'db__a:\n' }))).empty).toBe(true)
  })

  it('goes with its file when the files are all there are', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply({ 'a.yaml': 'db__a:\n', 'b.yaml': 'db__b:\n' })
    const plan = await world.plan(pruning({ 'a.yaml': 'db__a:\n' }, true))
    expect(changesOf(plan)).toEqual(['delete db!b'])
  })

  it('stays when it moved to another file', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply({ 'a.yaml': 'db__x:\ndb__a:\n', 'b.yaml': 'db__b:\n' })
    const moved = { 'a.yaml': 'db__x:\n', 'b.yaml': 'db__a:\ndb__b:\n' }
    const plan = await world.plan(pruning(moved, true))
    expect(plan.jobs).toEqual([])
    expect(changesOf(plan).filter((change) => change.startsWith('delete'))).toEqual([])
  })

  it('takes along what it ensured', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply({ 'a.yaml': 'maker__m:\ndb__x:\n' })
    expect(await world.services()).toEqual(['db!m-own', 'db!x', 'maker!m'])
    await world.apply(pruning({ 'a.yaml': 'db__x:\n' }))
    expect(await world.services()).toEqual(['db!x'])
  })

  it('stays while another service consumes it, and that is said', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply({ 'a.yaml': 'db__x:\ndb__a:\n', 'b.yaml': 'app__web:\n  db: a\n' })
    const plan = await world.plan(pruning({ 'a.yaml': 'db__x:\n' }))
    expect(changesOf(plan)).toEqual([])
    expect(plan.warnings).toMatchObject([
      { code: 'AYS_SERVICE_CONSUMED', summary: expect.stringContaining('db!a') },
    ])
  })

  it('goes together with its consumers', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply({ 'a.yaml': 'db__x:\ndb__a:\napp__web:\n  db: a\n' })
    const before = (await world.journal.lines()).length
    await world.apply(pruning({ 'a.yaml': 'db__x:\n' }))
    expect(await world.services()).toEqual(['db!x'])
    const done = (await world.journal.lines()).slice(before)
    expect(done.indexOf('app!web uninstall')).toBeLessThan(done.indexOf('db!a uninstall'))
  })
})
