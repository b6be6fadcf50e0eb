import assert from 'node:assert/strict'
import { apply, type Contract, rejects } from './site.ts'

export const servicesContract = {
  async listServices(api) {
    await apply(api)
    const addresses = (await api.listServices({ consumes: 'db!main' })).map(
      ({ address }) => address,
    )
    assert.deepEqual(addresses, ['web!shop'])
    const [first, ...others] = await api.listServices({ limit: 1 })
    assert.deepEqual([first?.address, others], ['db!main', []])
    const rest = await api.listServices({ after: 'db!main', states: ['ok', 'error'] })
    assert.deepEqual(
      rest.map(({ address }) => address),
      ['web!shop'],
    )
  },
  async showService(api) {
    await apply(api)
    const { data, consumers } = await api.showService('db!main', { secrets: true })
    assert.deepEqual(data, { port: 5432 })
    assert.deepEqual(consumers, ['web!shop'])
    await rejects(api.showService('db!none'), 'AYS_SERVICE_UNKNOWN')
  },
  async serviceHistory(api) {
    await apply(api)
    const { uid, revisions } = await api.serviceHistory('db!main')
    assert.deepEqual(
      revisions.map(({ revision, kind, who }) => [revision, kind, who]),
      [[1, 'create', 'tester']],
    )
    assert.equal((await api.serviceHistory('db!main', { uid })).uid, uid)
    await rejects(api.serviceHistory('db!main', { uid: 'none' }), 'AYS_SERVICE_UNKNOWN')
  },
  async diffService(api) {
    await apply(api)
    await apply(api, undefined, 'db__main:\n  port: 1\n')
    const { from, to, fields } = await api.diffService('db!main')
    assert.deepEqual([from, to], [1, 2])
    assert.deepEqual(fields, [{ field: 'port', before: 5432, after: 1 }])
    assert.deepEqual((await api.diffService('db!main', { from: 2, to: 1 })).fields, [
      { field: 'port', before: 1, after: 5432 },
    ])
    await rejects(api.diffService('db!main', { from: 7 }), 'AYS_REVISION_UNKNOWN')
  },
  async showServiceAt(api) {
    await apply(api)
    const first = await api.showServiceAt('db!main', { revision: 1 }, { secrets: true })
    assert.deepEqual(first.data, { port: 5432 })
    const { at = 0 } = first
    assert.equal((await api.showServiceAt('db!main', { at })).revision, 1)
    await rejects(api.showServiceAt('db!main', { at: at - 1 }), 'AYS_REVISION_UNKNOWN')
  },
  async setServiceState(api) {
    await apply(api)
    const change = { action: 'install', status: 'changed', who: 'tester' } as const
    const { status, because } = await api.setServiceState('db!main', change)
    assert.deepEqual([status, because], ['changed', { kind: 'hand', who: 'tester' }])
    assert.equal((await api.showService('db!main')).actions['install'], 'changed')
    const unknown = { action: 'fly', status: 'ok' } as const
    await rejects(api.setServiceState('db!main', unknown), 'AYS_ACTION_UNKNOWN')
    const { version } = await api.showService('db!main')
    const seen = { action: 'install', status: 'ok', ifVersion: version } as const
    assert.equal((await api.setServiceState('db!main', seen)).status, 'ok')
    await rejects(api.setServiceState('db!main', seen), 'AYS_SERVICE_CHANGED')
  },
  async forgetService(api) {
    await apply(api)
    await rejects(api.forgetService('db!main'), 'AYS_SERVICE_CONSUMED')
    const { version } = await api.showService('web!shop')
    await rejects(api.forgetService('web!shop', { ifVersion: '0' }), 'AYS_SERVICE_CHANGED')
    const { uid } = await api.forgetService('web!shop', { who: 'tester', ifVersion: version })
    const { deleted, revisions } = await api.serviceHistory('web!shop', { uid })
    assert.equal(deleted, true)
    assert.deepEqual([revisions[0]?.kind, revisions[0]?.who], ['forget', 'tester'])
  },
} satisfies Contract<
  | 'listServices'
  | 'showService'
  | 'serviceHistory'
  | 'diffService'
  | 'showServiceAt'
  | 'setServiceState'
  | 'forgetService'
>
