import assert from 'node:assert/strict'
import type { AysApi, RunEvent } from '@ays/core'
import { apply, type Contract, rejects, run } from './site.ts'

export const runsContract = {
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
  async watchChanges(api) {
    const first = new AbortController()
    let mark: string | undefined
    const watching = api.watchChanges({
      signal: first.signal,
      on: (event) => {
        if (event.type === 'mark') mark = event.at
        if (event.type === 'change' && event.name === 'web!shop') first.abort()
      },
    })
    const began = rejects(watching, 'AYS_CANCELLED')
    await apply(api)
    await began
    await api.forgetService('web!shop')
    const second = new AbortController()
    const seen: string[] = []
    const again = api.watchChanges({
      signal: second.signal,
      ...(mark !== undefined && { from: mark }),
      on: (event) => {
        seen.push(event.type === 'change' ? `${event.name} ${event.gone}` : event.type)
        if (event.type === 'change' && event.gone) second.abort()
      },
    })
    await rejects(again, 'AYS_CANCELLED')
    assert(seen.includes('web!shop true'))
    assert.equal(seen.includes('reset'), mark === undefined)
  },
} satisfies Contract<
  | 'listRuns'
  | 'showRun'
  | 'logs'
  | 'resumeRun'
  | 'retryRun'
  | 'cancelRun'
  | 'watchRun'
  | 'deleteRuns'
  | 'watchChanges'
>

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
