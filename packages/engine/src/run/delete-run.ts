import type { Records as Model, Store } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Stored } from '../state/records.ts'

/** Keys of one commit: few enough that nothing else waits long. */
const PAGE = 500

/**
 * Deletes a run that has ended, its jobs and its logs. The record goes first: who goes on with the run at the same
 * moment gets all of it or nothing. AYS_STORE_CONFLICT when the run is not as it was read.
 */
export async function deleteRun(
  store: Store,
  { key, value, version }: Stored<Model.Run>,
): Promise<void> {
  await store.commit({ checks: [{ key, version }], deletes: [key] })
  await deleteRunParts(store, value.id)
}

/** Deletes the jobs and logs of a run whose record is gone. */
export async function deleteRunParts(store: Store, id: string): Promise<void> {
  let page: string[] = []
  for await (const { key } of store.scan({ prefix: `${keys.run(id)}/` })) {
    page.push(key)
    if (page.length < PAGE) continue
    await store.commit({ deletes: page })
    page = []
  }
  if (page.length > 0) await store.commit({ deletes: page })
}
