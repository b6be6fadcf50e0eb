import assert from 'node:assert/strict'
import { apply, type Contract, rejects } from './site.ts'

const UNKNOWN = '01J00000000000000000000000'

export const workContract = {
  async submitRun(api) {
    const request = { kind: 'do', action: 'install' } as const
    const first = await api.submitRun({ request, key: 'k', who: 'tester', priority: 0 })
    assert.equal(first.state, 'queued')
    assert.equal(first.who, 'tester')
    assert.equal((await api.submitRun({ request, key: 'k' })).id, first.id)
    assert.notEqual((await api.submitRun({ request })).id, first.id)
    await rejects(api.submitRun({ request, priority: 10 }), 'AYS_USAGE')
  },
  async listQueue(api) {
    const request = { kind: 'pending' } as const
    const first = await api.submitRun({ request })
    const second = await api.submitRun({ request })
    const ids = async (filter?: Parameters<typeof api.listQueue>[0]) =>
      (await api.listQueue(filter)).map(({ id }) => id)
    assert.deepEqual(await ids(), [second.id, first.id])
    assert.deepEqual(await ids({ limit: 1 }), [second.id])
    assert.deepEqual(await ids({ before: second.id }), [first.id])
    assert.deepEqual(await ids({ states: ['ok'] }), [])
  },
  async showSubmission(api) {
    const { id } = await api.submitRun({ request: { kind: 'pending' } })
    assert.equal((await api.showSubmission(id)).command, 'run')
    await rejects(api.showSubmission(UNKNOWN), 'AYS_SUBMISSION_UNKNOWN')
  },
  async cancelSubmission(api) {
    const { id } = await api.submitRun({ request: { kind: 'pending' } })
    assert.equal((await api.cancelSubmission(id)).state, 'cancelled')
    assert.equal((await api.cancelSubmission(id)).state, 'cancelled')
    await rejects(api.cancelSubmission(UNKNOWN), 'AYS_SUBMISSION_UNKNOWN')
  },
  async sendEvent(api) {
    const { state, channel, name, tags } = await api.sendEvent({ name: 'push', tags: ['main'] })
    assert.deepEqual(
      { state, channel, name, tags },
      {
        state: 'new',
        channel: 'generic',
        name: 'push',
        tags: ['main'],
      },
    )
    await rejects(api.sendEvent({ name: '' }), 'AYS_USAGE')
  },
  async listEvents(api) {
    const first = await api.sendEvent({ name: 'a' })
    const second = await api.sendEvent({ name: 'b', channel: 'other' })
    const ids = async (filter?: Parameters<typeof api.listEvents>[0]) =>
      (await api.listEvents(filter)).map(({ id }) => id)
    assert.deepEqual(await ids(), [second.id, first.id])
    assert.deepEqual(await ids({ channel: 'generic' }), [first.id])
    assert.deepEqual(await ids({ before: second.id, limit: 1 }), [first.id])
    assert.deepEqual(await ids({ states: ['dead'] }), [])
  },
  async showEvent(api) {
    const { id } = await api.sendEvent({ name: 'a', payload: { n: 1 }, role: 'db' })
    const { payload, role } = await api.showEvent(id)
    assert.deepEqual([payload, role], [{ n: 1 }, 'db'])
    await rejects(api.showEvent(UNKNOWN), 'AYS_EVENT_UNKNOWN')
  },
  async replayEvent(api) {
    const { id } = await api.sendEvent({ name: 'a' })
    assert.equal((await api.replayEvent(id)).state, 'new')
    await rejects(api.replayEvent(UNKNOWN), 'AYS_EVENT_UNKNOWN')
  },
  async pauseService(api) {
    await apply(api)
    assert.equal((await api.pauseService('db!main', { paused: true })).paused, true)
    assert.equal((await api.showService('db!main')).paused, true)
    assert.equal((await api.pauseService('db!main', { paused: false })).paused, false)
    const unseen = { paused: true, ifVersion: '0' }
    await rejects(api.pauseService('db!main', unseen), 'AYS_SERVICE_CHANGED')
    await rejects(api.pauseService('db!none', { paused: true }), 'AYS_SERVICE_UNKNOWN')
  },
} satisfies Contract<
  | 'submitRun'
  | 'listQueue'
  | 'showSubmission'
  | 'cancelSubmission'
  | 'sendEvent'
  | 'listEvents'
  | 'showEvent'
  | 'replayEvent'
  | 'pauseService'
>
