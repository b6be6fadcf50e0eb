import { describe, expect, it } from 'vitest'
import { changesOf, createWorld, stepsOf, type WorldTemplate } from './world.ts'

const UNDER = ['install', 'start', 'stop', 'uninstall'].map(
  (name) => `export const ${name} = (context) => {
    _do('${name}', context)
    _note('  under ' + context.parent.name)
  }`,
)

const TEMPLATES: Readonly<Record<string, WorldTemplate>> = {
  host: { does: ['install'] },
  app: { schema: 'host = type:str parent:host\nport = type:int', code: UNDER.join('\n') },
  user: { schema: 'app = type:str consume:app:1', does: ['install', 'stop', 'uninstall'] },
}

const on = (host: string) => `host__h1:\nhost__h2:\napp__a:\n  host: ${host}\n`

describe('a changed parent', () => {
  it('is a replace: down under the old one, up under the new one', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply(on('h1'))
    const before = (await world.journal.lines()).length
    const plan = await world.plan(on('h2'))
    expect(changesOf(plan)).toEqual(['replace app!a'])
    expect(stepsOf(plan)).toEqual([
      ['app!a stop'],
      ['app!a uninstall'],
      ['app!a install'],
      ['app!a start'],
    ])
    await world.api.apply({ plan: plan.id })
    expect((await world.journal.lines()).slice(before)).toEqual([
      'app!a stop',
      '  under h1',
      'app!a uninstall',
      '  under h1',
      'app!a install',
      '  under h2',
      'app!a start',
      '  under h2',
    ])
    expect((await world.api.showService('app!a')).parent).toBe('host!h2')
    expect((await world.api.showService('host!h1')).children).toEqual([])
    expect((await world.api.showService('host!h2')).children).toEqual(['app!a'])
  })

  it('keeps the service what it was: same uid, same data', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply(`${on('h1')}  port: 80\n`)
    const { uid } = await world.api.showService('app!a')
    await world.apply(`${on('h2')}  port: 80\n`)
    expect(await world.api.showService('app!a')).toMatchObject({ uid, data: { port: 80 } })
  })

  it('takes its consumers down first, and brings them up again', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply(`${on('h1')}user__u:\n`)
    const before = (await world.journal.lines()).length
    await world.apply(`${on('h2')}user__u:\n`)
    const done = (await world.journal.lines())
      .slice(before)
      .filter((line) => !line.startsWith('  '))
    expect(done.indexOf('user!u uninstall')).toBeLessThan(done.indexOf('app!a uninstall'))
    expect(await world.states('user!u')).toMatchObject({ install: 'ok' })
  })

  it('of what was never installed is only a change', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply(on('h1'), { noRun: true })
    await world.apply(on('h2'))
    const lines = await world.journal.lines()
    expect(lines.filter((line) => line.startsWith('app!a'))).toEqual([
      'app!a install',
      'app!a start',
    ])
    expect((await world.api.showService('app!a')).parent).toBe('host!h2')
  })
})
