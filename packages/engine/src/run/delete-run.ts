import type { Check, Records as Model, Store } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Stored } from '../state/records.ts'

/** Keys of one commit: few enough that nothing else waits long. */
const PAGE = 500

/**
 * Deletes a run that has ended, its jobs and its logs. The record goes with the first commit: who goes on with the
 * run at the same moment gets all of it or nothing. AYS_STORE_CONFLICT when the run is not as it was read.
 */
export async function deleteRun(
  store: Store,
  { key, value, version }: Stored<Model.Run>,
): Promise<void> {
  await deleteParts(store, value.id, [key], [{ key, version }])
}

/** Deletes what is left of a run whose deletion was cut off. */
export async function deleteRest(store: Store, id: string): Promise<void> {
  await deleteParts(store, id, [], [])
}

/** The parts, some at a time; with the first of them what `deletes` names already, if the checks hold. */
async function deleteParts(
  store: Store,
  id: string,
  deletes: string[],
  checks: readonly Check[],
): Promise<void> {
  let commit = { checks, deletes }
  for await (const { key } of store.scan({ prefix: `${keys.run(id)}/` })) {
    commit.deletes.push(key)
    if (commit.deletes.length < PAGE) continue
    await store.commit(commit)
    commit = { checks: [], deletes: [] }
  }
  if (commit.deletes.length > 0) await store.commit(commit)
}
