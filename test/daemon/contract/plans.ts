import assert from 'node:assert/strict'
import { isAysError, type RunEvent } from '@ays/core'
import { apply, type Contract, FILES, rejects, run } from './site.ts'

export const plansContract = {
  async info(api) {
    await apply(api)
    const { store, packs } = await api.info()
    assert.equal(store.services, 2)
    assert.equal(store.runs, 1)
    assert.deepEqual(packs, [])
  },
  async validate(api) {
    const text = 'db__main:\n  prot: 1\n'
    const { diagnostics } = await api.validate([{ file: 'a.yaml', text }])
    assert.deepEqual(
      diagnostics.map(({ code, source }) => [code, source?.line]),
      [['AYS_FIELD_UNKNOWN', 2]],
    )
  },
  async plan(api) {
    const { changes, steps } = await api.plan({ kind: 'blueprint', files: FILES })
    assert.deepEqual(
      changes.map(({ service }) => service),
      ['db!main', 'web!shop'],
    )
    assert.equal(steps.length, 2)
    const files = [{ file: 'a.yaml', text: 'nothing__here:\ndb__main:\n  port: x\n' }]
    const error = await rejects(api.plan({ kind: 'blueprint', files }), 'AYS_INPUT_INVALID')
    assert(isAysError(error))
    assert.equal(error.diagnostics.length, 2)
  },
  async savePlan(api) {
    const { id } = await api.plan({ kind: 'blueprint', files: FILES })
    const file = await api.savePlan(id)
    const report = await api.apply({ file })
    assert.equal(report.run?.state, 'ok')
    await rejects(api.savePlan('unknown'), 'AYS_PLAN_STALE')
  },
  async apply(api) {
    const events: RunEvent[] = []
    const { run: ended, changes } = await apply(api, (event) => events.push(event))
    assert.deepEqual(changes, { created: 2, updated: 0, deleted: 0 })
    assert.equal(ended?.state, 'ok')
    assert.equal(ended.who, 'tester')
    const started = events.flatMap((event) =>
      event.type === 'job' && event.job.state === 'running' ? [event.job.service] : [],
    )
    assert.deepEqual(started, ['db!main', 'web!shop'])
    const failed = await run(api, 'fail')
    assert.equal(failed.steps[0]?.[0]?.error?.message, 'db!main fail failed: it fails')
    await rejects(api.apply({ plan: 'unknown' }), 'AYS_PLAN_STALE')
    const { id } = await api.plan({ kind: 'do', action: 'fail', force: true })
    // Here actions run in the process of the engine.
    await rejects(api.apply({ plan: id, inspect: { service: 'db!main' } }), 'AYS_USAGE')
  },
  async compactStore(api) {
    await apply(api)
    assert.deepEqual(await api.compactStore(), { revisions: 0, runs: 0, others: 0 })
  },
  async graph(api) {
    const { run: ended } = await apply(api)
    assert.deepEqual(
      (await api.graph()).edges.map(({ from, to }) => [from, to]),
      [['web!shop', 'db!main']],
    )
    assert(ended)
    assert.equal((await api.graph({ run: ended.id })).nodes.length, 2)
  },
  async why(api) {
    const { run: ended } = await apply(api)
    const { exists, actions } = await api.why('db!main')
    assert.deepEqual(
      exists.map(({ blueprint, line, run: made }) => [blueprint, line, made]),
      [['blueprints/site.yaml', 1, ended?.id]],
    )
    assert.deepEqual(
      actions.map(({ action, status, reason }) => [action, status, reason?.kind]),
      [['install', 'ok', 'declared']],
    )
    const { actions: waiting } = await api.why('db!main', 'wait')
    assert.deepEqual(
      waiting.map(({ action, status, waits }) => [action, status, waits]),
      [['wait', 'new', []]],
    )
    await rejects(api.why('db!none'), 'AYS_SERVICE_UNKNOWN')
    await rejects(api.why('db!main', 'none'), 'AYS_ACTION_UNKNOWN')
  },
} satisfies Contract<
  'info' | 'validate' | 'plan' | 'savePlan' | 'apply' | 'compactStore' | 'graph' | 'why'
>
