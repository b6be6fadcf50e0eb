import type { AysApi } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { engineOf } from '../support/open-test-engine.ts'

const INSTALL = 'export const install = () => undefined\n'
const INIT = 'export const init = () => {\n  throw new Error("validate runs nothing")\n}\n'

/** A db that anybody may use, a web that needs one, and what is special to a case. */
const TEMPLATES = {
  'templates/db/schema.hrd': 'peer = type:str consume:db:0:1\n',
  'templates/db/actions.js': INSTALL,
  'templates/web/schema.hrd': 'db = type:str consume:db:1:1\n',
  'templates/web/actions.js': INSTALL,
  'templates/app/schema.hrd': 'ovc = type:str consume:ovc:1:1 auto\n',
  'templates/app/actions.js': INSTALL,
  'templates/shop/schema.hrd': 'store = type:str consume:store:1 auto\n',
  'templates/shop/actions.js': INSTALL,
  'templates/log/schema.hrd': 'store = type:str consume:store:1\n',
  'templates/log/actions.js': INSTALL,
  'templates/store/actions.js': INSTALL,
  'templates/maker/schema.hrd': 'db = type:str consume:db:0:1\n',
  'templates/maker/actions.js': INIT,
}

async function validate(api: AysApi, text: string): Promise<string[]> {
  const { diagnostics } = await api.validate([{ file: 'site.yaml', text }])
  return diagnostics.map(({ severity, code, source }) => `${source?.line} ${severity} ${code}`)
}

async function apply(api: AysApi, text: string): Promise<void> {
  const { id } = await api.plan({ kind: 'blueprint', files: [{ file: 'site.yaml', text }] })
  await api.apply({ plan: id })
}

describe('the links of a blueprint that is only validated', () => {
  it.each([
    ['the only one of its role is meant', 'web__a:\ndb__b:\n', []],
    ['a name that is nowhere', 'web__a:\n  db: lost\ndb__b:\n', ['2 error AYS_LINK_UNKNOWN']],
    ['none of the role', 'web__a:\n', ['1 error AYS_LINK_MISSING']],
    ['several could be meant', 'web__a:\ndb__b:\ndb__c:\n', ['1 error AYS_LINK_AMBIGUOUS']],
    ['too many', 'web__a:\n  db: [b, c]\ndb__b:\ndb__c:\n', ['2 error AYS_LINK_TOO_MANY']],
    ['a circle', 'db__a:\n  peer: b\ndb__b:\n  peer: a\n', ['1 error AYS_LINK_CYCLE']],
    ['what one service has made does for another', 'log__a:\nshop__a:\n', []],
    ['a template that would have to make one', 'app__a:\n', ['1 error AYS_TEMPLATE_UNKNOWN']],
    [
      'faults of fields and of links at once',
      'web__a:\n  db: lost\n  x: 1\nwbe__b:\n',
      ['2 error AYS_LINK_UNKNOWN', '3 error AYS_FIELD_UNKNOWN', '4 error AYS_TEMPLATE_UNKNOWN'],
    ],
  ])('%s', async (_, text, found) => {
    expect(await validate(await engineOf(TEMPLATES), text)).toEqual(found)
  })

  it('may mean what is stored', async () => {
    const api = await engineOf(TEMPLATES)
    await apply(api, 'db__b:\n')
    expect(await validate(api, 'web__a:\n  db: b\nweb__c:\n')).toEqual([])
    expect(await validate(api, 'db__a:\nweb__a:\n')).toEqual(['2 error AYS_LINK_AMBIGUOUS'])
  })

  it('change nothing in the repository', async () => {
    const api = await engineOf(TEMPLATES)
    await validate(api, 'db__b:\nweb__a:\n')
    expect(await api.listServices()).toEqual([])
  })
})

describe('an init that a plan would run', () => {
  const lost = 'web__a:\n  db: lost\n'

  it('may bring what a link misses, so that is a warning', async () => {
    const api = await engineOf(TEMPLATES)
    expect(await validate(api, `${lost}maker__m:\n`)).toEqual(['2 warning AYS_LINK_UNKNOWN'])
    expect(await validate(api, 'web__a:\nmaker__m:\n')).toEqual(['1 warning AYS_LINK_MISSING'])
  })

  it('mends no ambiguity, nor a link too many', async () => {
    const api = await engineOf(TEMPLATES)
    const two = 'db__b:\ndb__c:\nmaker__m:\n'
    expect(await validate(api, `web__a:\n${two}`)).toEqual(['1 error AYS_LINK_AMBIGUOUS'])
    expect(await validate(api, `web__a: {db: [b, c]}\n${two}`)).toEqual([
      '1 error AYS_LINK_TOO_MANY',
    ])
  })

  it('brings nothing while its own links are not found', async () => {
    const text = 'maker__m:\n  db: lost\n'
    expect(await validate(await engineOf(TEMPLATES), text)).toEqual(['2 error AYS_LINK_UNKNOWN'])
  })

  it('has run already where its service is stored', async () => {
    const quiet = {
      ...TEMPLATES,
      'templates/maker/actions.js': 'export const init = () => undefined\n',
    }
    const api = await engineOf(quiet)
    await apply(api, 'maker__m:\n')
    expect(await validate(api, `${lost}maker__m:\n`)).toEqual(['2 error AYS_LINK_UNKNOWN'])
  })
})

describe('a plan of a blueprint with other faults', () => {
  it('tells the faults of its links with them', async () => {
    const api = await engineOf(TEMPLATES)
    const files = [{ file: 'site.yaml', text: 'web__a:\n  db: lost\n  x: 1\n' }]
    await expect(api.plan({ kind: 'blueprint', files })).rejects.toMatchObject({
      code: 'AYS_INPUT_INVALID',
      diagnostics: [{ code: 'AYS_LINK_UNKNOWN' }, { code: 'AYS_FIELD_UNKNOWN' }],
    })
  })
})

describe('an entry of actions', () => {
  it.each([
    ['means services of the blueprint', 'action: install', []],
    ['means nobody', '{action: install, service: x}', ['2 error AYS_SERVICE_UNKNOWN']],
    ['names what none of them has', '{action: fly}', ['2 error AYS_ACTION_UNKNOWN']],
    ['may always delete', '{action: delete}', []],
  ])('%s', async (_, text, found) => {
    const blueprint = `actions:\n  - ${text}\ndb__b:\n`
    expect(await validate(await engineOf(TEMPLATES), blueprint)).toEqual(found)
  })

  it('may mean what is stored, or was made for the blueprint', async () => {
    const api = await engineOf(TEMPLATES)
    await apply(api, 'db__b:\n')
    const stored = 'actions: [{action: install, actor: db}]\n'
    const made = 'actions: [{action: install, actor: store, service: auto_0}]\nshop__a:\n'
    expect(await validate(api, stored)).toEqual([])
    expect(await validate(api, made)).toEqual([])
  })

  it('only warns of services without any action, and so does a plan', async () => {
    const api = await engineOf({ 'templates/old/actions.py': 'def install(job):\n    pass\n' })
    const text = 'old__a:\nactions:\n  - action: install\n'
    expect(await validate(api, text)).toEqual(['3 warning AYS_ACTION_UNKNOWN'])
    const plan = await api.plan({ kind: 'blueprint', files: [{ file: 'site.yaml', text }] })
    expect(plan).toMatchObject({
      changes: [{ kind: 'create', service: 'old!a' }],
      jobs: [],
      warnings: [{ code: 'AYS_ACTION_UNKNOWN' }],
    })
  })

  it('may mean what an init still makes', async () => {
    const api = await engineOf(TEMPLATES)
    const text = 'maker__m:\nactions: [{action: install, actor: db}]\n'
    expect(await validate(api, text)).toEqual(['2 warning AYS_SERVICE_UNKNOWN'])
  })
})
