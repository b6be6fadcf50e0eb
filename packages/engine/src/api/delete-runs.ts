import { AysError, isAysError, type Records as Model, type RunSelection } from '@ays/core'
import { deleteRun } from '../run/delete-run.ts'
import type { Records, Stored } from '../state/records.ts'
import { findStoredRun, newestRuns } from './find-runs.ts'

type StoredRun = Stored<Model.Run>

/** As AysApi.deleteRuns(). */
export async function deleteRuns(records: Records, which: RunSelection): Promise<string[]> {
  const runs =
    'ids' in which ? await named(records, which.ids) : await old(records, which.endedBefore)
  for (const run of runs) await deleteEnded(records, run)
  return runs.map(({ value }) => value.id)
}

async function deleteEnded({ store }: Records, run: StoredRun): Promise<void> {
  try {
    await deleteRun(store, run)
  } catch (error) {
    throw isAysError(error, 'AYS_STORE_CONFLICT') ? active([run]) : error
  }
}

async function named(records: Records, ids: readonly string[]): Promise<StoredRun[]> {
  const runs = await Promise.all(ids.map((id) => findStoredRun(records, id)))
  const open = runs.filter(({ value }) => value.state === 'running')
  if (open.length > 0) throw active(open)
  return runs
}

function active(runs: readonly StoredRun[]): AysError {
  const names = runs.map(({ value }) => value.id).join(', ')
  return new AysError('AYS_RUN_ACTIVE', `${names} has not ended`, {
    hint: 'Cancel it first: ays run cancel',
  })
}

async function old(records: Records, endedBefore: number): Promise<StoredRun[]> {
  const ids: string[] = []
  for await (const { id, state, ended } of newestRuns(records)) {
    if (state !== 'running' && ended < endedBefore) ids.push(id)
  }
  return named(records, ids)
}
