import { type AysApi, MemoryStore, type StateChange } from '@ays/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { engineOf } from '../support/open-test-engine.ts'

const FILES = {
  'templates/web/schema.hrd': 'node = type:str parent:node\nport = type:int default:1\n',
  'templates/web/actions.ts': `export const install = () => undefined
export const start = () => undefined
export const stop = () => undefined
export const uninstall = () => undefined
`,
  'templates/node/schema.hrd': 'port = type:int default:1\n',
  'templates/node/actions.ts': `export const install = ({ ensure }) => ensure('disk', 'd', {})
export const uninstall = () => undefined
`,
  'templates/disk/schema.hrd': 'size = type:int default:1\n',
  'templates/disk/actions.ts': 'export const install = () => undefined\n',
}
const SITE = 'node__n:\nweb__shop:\n  node: n\n'

let api: AysApi

beforeEach(async () => {
  api = await engineOf(FILES)
  const files = [{ file: 'site.yaml', text: SITE }]
  const { id } = await api.plan({ kind: 'blueprint', files })
  await api.apply({ plan: id })
})

const set = (action: string, status: StateChange['status']) =>
  api.setServiceState('web!shop', { action, status, who: 'me' })
const pending = async () => (await api.plan({ kind: 'pending' })).jobs.map(({ action }) => action)
const remove = (...services: string[]) => api.plan({ kind: 'delete', services })
const deletes = async (...services: string[]) =>
  (await remove(...services)).changes.map(({ kind, service }) => `${kind} ${service}`)
const actions = async () => (await api.showService('web!shop')).actions

describe('a state set by hand', () => {
  it('of an action that is done makes to do again what undoes it', async () => {
    await set('start', 'new')
    await set('stop', 'ok')
    expect(await actions()).toMatchObject({ start: 'new', stop: 'ok' })
    await set('start', 'ok')
    expect(await actions()).toMatchObject({ start: 'ok', stop: 'new', install: 'ok' })
  })

  it('of a scheduled action takes the schedule of its inverse back', async () => {
    await set('start', 'scheduled')
    await set('stop', 'scheduled')
    expect(await actions()).toMatchObject({ start: 'new', stop: 'scheduled' })
  })

  it('is a pending action of the next run, or is none any more', async () => {
    await set('start', 'error')
    expect(await pending()).toEqual(['start'])
    await set('start', 'ok')
    expect(await pending()).toEqual([])
  })

  it('that it had already changes nothing, and is no revision', async () => {
    await set('start', 'ok')
    expect((await api.serviceHistory('web!shop')).revisions).toHaveLength(1)
  })

  it('is lost to nobody who sets another one at the same time', async () => {
    await Promise.all([set('start', 'error'), set('install', 'error'), set('stop', 'disabled')])
    expect(await actions()).toMatchObject({ start: 'error', install: 'error', stop: 'disabled' })
    const { revisions } = await api.serviceHistory('web!shop')
    expect(revisions.map(({ revision }) => revision)).toEqual([4, 3, 2, 1])
  })
})

it('what recurs does so only while what it needs is ok, also by hand', async () => {
  const store = new MemoryStore()
  const files = {
    'templates/db/schema.hrd': 'port = type:int default:1\n',
    'templates/db/actor.yaml': 'recurring:\n  - { action: monitor, period: 1h }\n',
    'templates/db/actions.ts':
      'export const install = () => undefined\nexport const monitor = () => undefined\n',
  }
  const db = await engineOf(files, store)
  const text = 'db__main:\n'
  const { id } = await db.plan({ kind: 'blueprint', files: [{ file: 'a.yaml', text }] })
  await db.apply({ plan: id })
  const timers = async (status: StateChange['status']) => {
    await db.setServiceState('db!main', { action: 'install', status })
    let count = 0
    for await (const _ of store.scan({ prefix: 'timer/' })) count += 1
    return count
  }
  expect(await timers('error')).toBe(0)
  expect(await timers('ok')).toBe(1)
})

describe('the plan to delete services', () => {
  it('takes along what is below them and what they ensured', async () => {
    expect(await deletes('node!n')).toEqual(['delete disk!d', 'delete node!n', 'delete web!shop'])
  })

  it('warns of what a blueprint declares, with its line', async () => {
    const { warnings } = await remove('web!shop')
    expect(warnings).toMatchObject([
      { code: 'AYS_SERVICE_DECLARED', source: { file: 'site.yaml', line: 2 } },
    ])
  })

  it('fails for one that there is not', async () => {
    await expect(remove('web!shop', 'web!none')).rejects.toMatchObject({
      code: 'AYS_SERVICE_UNKNOWN',
    })
  })
})

it('who asks for an action of a service that is not there is told which was meant', async () => {
  const asked = { kind: 'do', action: 'install', role: 'web', name: 'shp' } as const
  await expect(api.plan(asked)).rejects.toMatchObject({
    code: 'AYS_SERVICE_UNKNOWN',
    hint: 'Did you mean "web!shop"?',
  })
})
