import { isAysError, type Records as Model } from '@ays/core'
import { encodeTime } from 'ulid'
import { isOpen } from '../queue/submission.ts'
import { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import type { Stored } from '../state/records.ts'
import type { WorkTools } from './work-tools.ts'

const DAY = 86_400_000
/** How long what ended well is kept, and what did not. */
const KEPT = 7 * DAY
const KEPT_FAILED = 90 * DAY
const PAUSE = DAY / 24
const BATCH = 500

/** Forgets events that were handled, and queued runs that have ended, once they are old. Returns when to look again. */
export async function forgetEnded(tools: WorkTools): Promise<number> {
  await forgetSubmissions(tools)
  await forgetEvents(tools)
  return tools.clock.now() + PAUSE
}

async function forgetSubmissions({ records, clock }: WorkTools): Promise<void> {
  const range = { prefix: keys.submissions, to: keys.submission(bound(clock.now() - KEPT)) }
  let changes = new ChangeSet()
  for await (const stored of records.scan(records.codecs.submission, range)) {
    const { state, created, key } = stored.value
    if (isOpen(stored.value)) continue
    if (state === 'error' && created > clock.now() - KEPT_FAILED) continue
    changes.readStored(stored)
    changes.delete(stored.key)
    if (key !== '') changes.delete(keys.submissionKey(key))
    changes = await commitFull({ records }, changes)
  }
  await commit({ records }, changes)
}

async function forgetEvents({ records, clock }: WorkTools): Promise<void> {
  const range = { prefix: keys.events, to: keys.event(bound(clock.now() - KEPT)) }
  let changes = new ChangeSet()
  for await (const stored of records.scan(records.codecs.event, range)) {
    if (!(await isForgotten(records, stored))) continue
    changes.readStored(stored)
    changes.delete(stored.key)
    changes = await commitFull({ records }, changes)
  }
  await commit({ records }, changes)
}

/** Of an event that was handled, nothing is left when its queued run is forgotten. */
async function isForgotten(
  records: WorkTools['records'],
  { value }: Stored<Model.Event>,
): Promise<boolean> {
  if (value.state !== 'queued') return value.state === 'unheard'
  return (await records.store.get(keys.submission(value.submission))) === undefined
}

/** The first id of that time. */
function bound(time: number): string {
  return encodeTime(Math.max(0, time))
}

async function commitFull(
  tools: Pick<WorkTools, 'records'>,
  changes: ChangeSet,
): Promise<ChangeSet> {
  if (changes.deletes.size < BATCH) return changes
  await commit(tools, changes)
  return new ChangeSet()
}

/** What somebody changed at the same moment is forgotten next time. */
async function commit({ records }: Pick<WorkTools, 'records'>, changes: ChangeSet): Promise<void> {
  if (changes.empty) return
  try {
    await records.store.commit(changes.toCommit())
  } catch (error) {
    if (!isAysError(error, 'AYS_STORE_CONFLICT')) throw error
  }
}
