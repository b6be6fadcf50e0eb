import { describe, expect, it } from 'vitest'
import { createWorld, stepsOf, type WorldTemplate } from './world.ts'

const LIFE = ['install', 'start', 'stop', 'uninstall', 'delete']

/** node <- os <- app, by parents; app also consumes db. */
const SITE: Readonly<Record<string, WorldTemplate>> = {
  node: { does: LIFE },
  os: { schema: 'node = type:str parent:node', does: LIFE },
  app: { schema: 'os = type:str parent:os\ndb = type:str consume:db:0', does: LIFE },
  db: { does: LIFE },
}
const BLUEPRINT = 'node__n:\nos__o:\ndb__d:\napp__a:\n  db: d\n'

describe('taking down', () => {
  // ays9 went over children only, so that a consumer lost its producer under it.
  it('stops consumers before what they consume', async () => {
    await using world = await createWorld(SITE)
    await world.apply(BLUEPRINT)
    const plan = await world.plan({ kind: 'do', action: 'stop', role: 'db' })
    expect(stepsOf(plan)).toEqual([['app!a stop'], ['db!d stop']])
  })

  it('stops children before their parents, however deep', async () => {
    await using world = await createWorld(SITE)
    await world.apply(BLUEPRINT)
    const plan = await world.plan({ kind: 'do', action: 'stop', role: 'node' })
    expect(stepsOf(plan)).toEqual([['app!a stop'], ['os!o stop'], ['node!n stop']])
  })

  it('leaves producers alone', async () => {
    await using world = await createWorld(SITE)
    await world.apply(BLUEPRINT)
    const plan = await world.plan({ kind: 'do', action: 'uninstall', role: 'app' })
    expect(stepsOf(plan)).toEqual([['app!a stop'], ['app!a uninstall']])
  })

  it('refuses to delete what is still consumed', async () => {
    await using world = await createWorld(SITE)
    await world.apply(BLUEPRINT)
    expect(await world.faults({ kind: 'do', action: 'delete', role: 'db' })).toEqual([
      expect.stringContaining('AYS_SERVICE_CONSUMED'),
    ])
    expect(await world.services()).toEqual(['app!a', 'db!d', 'node!n', 'os!o'])
  })

  it('deletes what nobody consumes, and its links with it', async () => {
    await using world = await createWorld(SITE)
    await world.apply(BLUEPRINT)
    const report = await world.apply({ kind: 'do', action: 'delete', role: 'app' })
    expect(report.changes.deleted).toBe(1)
    expect(await world.services()).toEqual(['db!d', 'node!n', 'os!o'])
    expect(await world.api.showService('db!d')).toMatchObject({ consumers: [] })
    expect(await world.api.showService('os!o')).toMatchObject({ children: [] })
  })

  it('of everything goes from the consumers to the producers and leaves nothing', async () => {
    await using world = await createWorld(SITE)
    await world.apply(BLUEPRINT)
    const before = (await world.journal.lines()).length
    const report = await world.apply({ kind: 'destroy' })
    expect(report).toMatchObject({ changes: { deleted: 4 }, run: { state: 'ok' } })
    expect(await world.services()).toEqual([])
    const done = (await world.journal.lines()).slice(before)
    expect(done).toHaveLength(12)
    for (const [first, then] of [
      ['app!a stop', 'app!a uninstall'],
      ['app!a uninstall', 'db!d uninstall'],
      ['app!a uninstall', 'os!o uninstall'],
      ['os!o uninstall', 'node!n uninstall'],
      ['db!d uninstall', 'db!d delete'],
    ] as const) {
      expect(done.indexOf(first)).toBeGreaterThanOrEqual(0)
      expect(done.indexOf(first)).toBeLessThan(done.indexOf(then))
    }
  })

  it('and setting up again starts from nothing: a name used again inherits nothing', async () => {
    await using world = await createWorld(SITE)
    await world.apply('db__d:\n')
    const { uid } = await world.api.showService('db!d')
    await world.apply({ kind: 'destroy' })
    await world.apply('db__d:\n')
    expect((await world.api.showService('db!d')).uid).not.toBe(uid)
    expect(await world.states('db!d')).toMatchObject({ install: 'ok', start: 'ok' })
  })

  it('that fails half-way keeps what is left, and goes on where it stopped', async () => {
    await using world = await createWorld(SITE)
    await world.apply(BLUEPRINT)
    await world.journal.fail('os!o uninstall')
    const failed = await world.apply({ kind: 'destroy' })
    expect(failed.run?.state).toBe('error')
    expect(await world.services()).toEqual(['node!n', 'os!o'])
    await world.journal.mend('os!o uninstall')
    await world.apply({ kind: 'destroy' })
    expect(await world.services()).toEqual([])
  })
})
