import { describe, expect, it } from 'vitest'
import { createWorld, stepsOf, type WorldTemplate } from './world.ts'

const PAIR: Readonly<Record<string, WorldTemplate>> = {
  app: { schema: 'db = type:str list consume:db:0', does: ['install'] },
  db: { does: ['install'] },
}
const SITE = 'db__main:\ndb__other:\napp__web:\n  db: [main]\napp__apart:\n'
const BLUEPRINT = {
  kind: 'blueprint',
  files: [{ file: 'blueprints/site.yaml', text: SITE }],
} as const

describe('a target', () => {
  it('leaves only its jobs and what they need; the others stay to do', async () => {
    await using world = await createWorld(PAIR)
    const plan = await world.plan({ ...BLUEPRINT, targets: ['app!web'] })
    expect(stepsOf(plan)).toEqual([['db!main install'], ['app!web install']])
    await world.api.apply({ plan: plan.id })
    expect(stepsOf(await world.plan({ kind: 'pending' }))).toEqual([
      ['app!apart install', 'db!other install'],
    ])
  })

  it('may be one of several, also of what is pending', async () => {
    await using world = await createWorld(PAIR)
    await world.apply(SITE, { noRun: true })
    const plan = await world.plan({ kind: 'pending', targets: ['app!apart', 'db!other'] })
    expect(stepsOf(plan)).toEqual([['app!apart install', 'db!other install']])
  })

  it('that is not there is an error, and nothing is planned', async () => {
    await using world = await createWorld(PAIR)
    expect(await world.faults({ ...BLUEPRINT, targets: ['app!wbe'] })).toEqual([
      'AYS_SERVICE_UNKNOWN',
    ])
    await world.apply(SITE, { noRun: true })
    await expect(world.plan({ kind: 'pending', targets: ['app!wbe'] })).rejects.toMatchObject({
      code: 'AYS_SERVICE_UNKNOWN',
      hint: expect.stringContaining('app!web'),
    })
  })
})
