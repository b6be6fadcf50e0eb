import { parseAddress } from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { retryConflicts } from '../state/conflicts.ts'
import { Draft } from '../state/draft.ts'
import { unknownService } from '../state/find-service.ts'
import type { Records } from '../state/records.ts'
import { layDues } from './lay-dues.ts'

interface PauseTools {
  readonly records: Records
  readonly now: () => number
}

const TRIES = 100

/** Takes what recurs of a service out of the index of times, or puts it back. AYS_SERVICE_UNKNOWN. */
export function pauseService(tools: PauseTools, text: string, paused: boolean): Promise<void> {
  // A job of it may end at the same moment.
  return retryConflicts(() => commitPause(tools, text, paused), TRIES)
}

async function commitPause(
  { records, now }: PauseTools,
  text: string,
  paused: boolean,
): Promise<void> {
  const draft = new Draft(records, new ChangeSet())
  const address = parseAddress(text)
  await draft.load([address])
  const service = draft.get(address)
  if (!service) throw await unknownService(records, text)
  if (service.paused === paused) return
  draft.set({ ...service, paused })
  await layDues(draft, now())
  draft.write()
  await records.store.commit(draft.changes.toCommit())
}
