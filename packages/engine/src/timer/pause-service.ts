import type { PauseChange } from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { retryConflicts } from '../state/conflicts.ts'
import { Draft } from '../state/draft.ts'
import { loadService } from '../state/load-service.ts'
import type { Records } from '../state/records.ts'
import { layDues } from './lay-dues.ts'

interface PauseTools {
  readonly records: Records
  readonly now: () => number
}

const TRIES = 100

/**
 * Takes what recurs of a service out of the index of times, or puts it back. AYS_SERVICE_UNKNOWN,
 * AYS_SERVICE_CHANGED.
 */
export function pauseService(tools: PauseTools, text: string, change: PauseChange): Promise<void> {
  // A job of it may end at the same moment.
  return retryConflicts(() => commitPause(tools, text, change), TRIES)
}

async function commitPause(
  { records, now }: PauseTools,
  text: string,
  { paused, ifVersion }: PauseChange,
): Promise<void> {
  const draft = new Draft(records, new ChangeSet())
  const service = await loadService(draft, text, ifVersion)
  if (service.paused === paused) return
  draft.set({ ...service, paused })
  await layDues(draft, now())
  draft.write()
  await records.store.commit(draft.changes.toCommit())
}
