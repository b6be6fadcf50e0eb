import { AysError, type Records as Model, type RunSelection } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { findRun, newestRuns } from './find-runs.ts'

/** Keys of one commit: few enough that nothing else waits long. */
const PAGE = 1000

/** As AysApi.deleteRuns(). */
export async function deleteRuns(records: Records, which: RunSelection): Promise<string[]> {
  const runs =
    'ids' in which ? await named(records, which.ids) : await old(records, which.endedBefore)
  for (const { id } of runs) await deleteRun(records, id)
  return runs.map(({ id }) => id)
}

/** Deletes a run that has ended; its record last, so that it is found again when this is cut off. */
async function deleteRun(records: Records, id: string): Promise<void> {
  const { store } = records
  let page: string[] = []
  for await (const { key } of store.scan({ prefix: `${keys.run(id)}/` })) {
    page.push(key)
    if (page.length < PAGE) continue
    await store.commit({ deletes: page })
    page = []
  }
  await store.commit({ deletes: [...page, keys.run(id)] })
}

async function named(records: Records, ids: readonly string[]): Promise<Model.Run[]> {
  const runs = await Promise.all(ids.map((id) => findRun(records, id)))
  const active = runs.filter(({ state }) => state === 'running')
  if (active.length === 0) return runs
  const names = active.map(({ id }) => id).join(', ')
  throw new AysError('AYS_RUN_ACTIVE', `${names} has not ended`, {
    hint: 'Cancel it first: ays run cancel',
  })
}

async function old(records: Records, endedBefore: number): Promise<Model.Run[]> {
  const runs: Model.Run[] = []
  for await (const run of newestRuns(records)) {
    if (run.state !== 'running' && run.ended < endedBefore) runs.push(run)
  }
  return runs
}
