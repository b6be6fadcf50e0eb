import assert from 'node:assert/strict'
import { type AysApi, type ErrorCode, isAysError, type RunEvent } from '@ays/core'
import { accessContract } from './access-contract.ts'

/** A method of AysApi. */
export type Method = Exclude<keyof AysApi, symbol>

/** What a repository must hold for the contract: see the test that registers it. */
export const TEMPLATES = {
  db: {
    schema: 'port = type:int default:5432\n',
    does: ['install'],
    code: `export const wait = ({ signal }) => new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    })
    export const fail = () => { throw new Error('it fails') }`,
  },
  web: { schema: 'db = type:str consume:db:1\nkey = type:str default:k\n', does: ['install'] },
}

const FILES = [{ file: 'blueprints/site.yaml', text: 'db__main:\nweb__shop:\n  db: main\n' }]

/** Plans and applies the site, or another text of its blueprint. */
async function apply(api: AysApi, on?: (event: RunEvent) => void, text?: string) {
  const files = FILES.map((file) => ({ ...file, ...(text !== undefined && { text }) }))
  const { id } = await api.plan({ kind: 'blueprint', files })
  return api.apply({ plan: id, who: 'tester' }, on === undefined ? {} : { on })
}

/** Applies the site, and runs an action of its database to the end. */
async function run(api: AysApi, action: string, options: { readonly signal?: AbortSignal } = {}) {
  await apply(api)
  const { id } = await api.plan({ kind: 'do', action, role: 'db' })
  const { run: ended } = await api.apply({ plan: id }, options)
  assert(ended)
  return ended
}

async function rejects(promise: Promise<unknown>, code: ErrorCode): Promise<Error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert(isAysError(error, code), `${code} was expected, not ${String(error)}`)
  return error
}

/** What every method does, whoever implements it: in this process or through a socket. */
export const aysApiContract: Readonly<Record<Method, (api: AysApi) => Promise<void>>> = {
  ...accessContract,
  async info(api) {
    await apply(api)
    const { store, packs } = await api.info()
    assert.equal(store.services, 2)
    assert.equal(store.runs, 1)
    assert.deepEqual(packs, [])
  },
  async listTemplates(api) {
    const { templates } = await api.listTemplates()
    assert.deepEqual(
      templates.map(({ name }) => name),
      ['db', 'web'],
    )
  },
  async showTemplate(api) {
    const { fields, capnp } = await api.showTemplate('web')
    assert.deepEqual(
      fields.map(({ name }) => name),
      ['db', 'key'],
    )
    assert.match(capnp, /struct/)
    await rejects(api.showTemplate('no/such thing?'), 'AYS_TEMPLATE_UNKNOWN')
  },
  async checkTemplates(api) {
    assert.deepEqual((await api.checkTemplates(['db'])).templates, ['db'])
    await rejects(api.checkTemplates(['none']), 'AYS_TEMPLATE_UNKNOWN')
  },
  async writeTypes(api) {
    const { files } = await api.writeTypes({ names: ['db'], check: true })
    assert.deepEqual(
      files.map(({ state }) => state),
      ['stale'],
    )
  },
  async createTemplate(api) {
    const { files } = await api.createTemplate({ name: 'fresh', schema: 'capnp' })
    assert(files.includes('schema.capnp'))
    await rejects(api.createTemplate({ name: 'fresh' }), 'AYS_TEMPLATE_DUPLICATE')
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
  },
  async listRuns(api) {
    await run(api, 'fail')
    const states = async (...wanted: ('ok' | 'error' | 'cancelled')[]) =>
      (await api.listRuns({ states: wanted, limit: 5 })).map(({ state }) => state)
    assert.deepEqual(await states('ok'), ['ok'])
    assert.deepEqual(await states('ok', 'error'), ['error', 'ok'])
    assert.equal((await api.listRuns({ limit: 1 })).length, 1)
  },
  async showRun(api) {
    await rejects(api.showRun(), 'AYS_RUN_UNKNOWN')
    const { id } = await run(api, 'fail')
    assert.equal((await api.showRun()).id, id)
    assert.equal((await api.showRun(id)).steps[0]?.[0]?.action, 'fail')
    await rejects(api.showRun('01J00000000000000000000000'), 'AYS_RUN_UNKNOWN')
  },
  async logs(api) {
    await rejects(api.logs('01J00000000000000000000000'), 'AYS_RUN_UNKNOWN')
    const { id } = await run(api, 'fail')
    assert(Array.isArray(await api.logs(id, { job: 0 })))
  },
  async resumeRun(api) {
    await rejects(api.resumeRun(), 'AYS_RUN_UNKNOWN')
    const { id } = await run(api, 'fail')
    assert.equal((await api.resumeRun(id, { parallel: 1 })).state, 'error')
  },
  async retryRun(api) {
    const { id } = await run(api, 'fail')
    const again = await api.retryRun(id, { retries: [] })
    assert.equal(again.id, id)
    assert.equal(again.state, 'error')
  },
  async cancelRun(api) {
    await apply(api)
    const { id } = await api.plan({ kind: 'do', action: 'wait', role: 'db' })
    const started = new Promise<void>((resolve, reject) => {
      const on = (event: RunEvent) => {
        if (event.type === 'job' && event.job.state === 'running') resolve()
      }
      api.apply({ plan: id }, { on }).catch(reject)
    })
    await started
    assert.equal((await api.cancelRun(undefined, { who: 'tester' })).state, 'cancelled')
    await rejects(api.cancelRun('01J00000000000000000000000'), 'AYS_RUN_UNKNOWN')
  },
  async watchRun(api) {
    const { id } = await run(api, 'fail')
    const seen: string[] = []
    const watched = await api.watchRun(id, { on: ({ type }) => seen.push(type) })
    assert.equal(watched.state, 'error')
    assert(seen.includes('run'))
  },
  async deleteRuns(api) {
    const { id } = await run(api, 'fail')
    assert.deepEqual(await api.deleteRuns({ ids: [id] }), [id])
    await rejects(api.showRun(id), 'AYS_RUN_UNKNOWN')
  },
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
    const { at } = first
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
  },
  async forgetService(api) {
    await apply(api)
    await rejects(api.forgetService('db!main'), 'AYS_SERVICE_CONSUMED')
    const { uid } = await api.forgetService('web!shop', { who: 'tester' })
    const { deleted, revisions } = await api.serviceHistory('web!shop', { uid })
    assert.equal(deleted, true)
    assert.deepEqual([revisions[0]?.kind, revisions[0]?.who], ['forget', 'tester'])
  },
  async compactStore(api) {
    await apply(api)
    assert.deepEqual(await api.compactStore(), { revisions: 0, runs: 0 })
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
}

/** A call whose signal is aborted asks the run to stop, and resolves with how it ended. */
export async function abortsApply(api: AysApi): Promise<void> {
  const controller = new AbortController()
  await apply(api)
  const { id } = await api.plan({ kind: 'do', action: 'wait', role: 'db' })
  const report = await api.apply(
    { plan: id },
    {
      signal: controller.signal,
      on: (event) => {
        if (event.type === 'job' && event.job.state === 'running') controller.abort()
      },
    },
  )
  assert.equal(report.run?.state, 'cancelled')
}
