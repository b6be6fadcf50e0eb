import type { Records as Model } from '@ays/core'
import { putSubmission } from '../queue/submission.ts'
import { ChangeSet } from '../state/change-set.ts'
import { holds } from '../state/conflicts.ts'
import { keys, uidOfKey } from '../state/keys.ts'
import type { Stored } from '../state/records.ts'
import type { WorkTools } from '../work/work-tools.ts'
import { findReceivers } from './find-receivers.ts'

/** Events of one commit. */
const BATCH = 200

/**
 * Queues a run for every new event that somebody hears, in the order in which they came; the queue keeps the order of
 * each source. Returns when to look again: at once when there may be more.
 */
export async function lookAtEvents(tools: WorkTools): Promise<number | undefined> {
  const { records, clock, on } = tools
  const events = await readNew(tools)
  if (events.length === 0) return undefined
  const changes = new ChangeSet()
  const looked: { readonly id: string; readonly heard: boolean }[] = []
  for (const stored of events) {
    const heard = (await findReceivers(records, stored.value)).length > 0
    layLook(changes, tools, stored, heard)
    looked.push({ id: uidOfKey(stored.key), heard })
  }
  if (!(await holds(records.store.commit(changes.toCommit())))) return clock.now()
  for (const one of looked) on({ type: 'event', ...one })
  return clock.now()
}

async function readNew({ records }: WorkTools): Promise<Stored<Model.Event>[]> {
  const ids = await records.ids({ prefix: keys.newEvents, limit: BATCH })
  const found = await records.getMany(records.codecs.event, ids.map(keys.event))
  return found.flatMap((stored) => stored ?? [])
}

function layLook(
  changes: ChangeSet,
  { records, clock, who }: WorkTools,
  stored: Stored<Model.Event>,
  heard: boolean,
): void {
  const { name, source } = stored.value
  const event = uidOfKey(stored.key)
  changes.readStored(stored)
  changes.delete(keys.newEvent(event))
  if (!heard) {
    changes.put(stored.key, records.codecs.event, { ...stored.value, state: 'unheard' })
    return
  }
  const { id } = putSubmission(changes, records, {
    request: { kind: 'event', event },
    command: `event ${name}`,
    who: source || who,
    created: clock.now(),
    source,
  })
  const next = { ...stored.value, state: 'queued' as const, submission: id }
  changes.put(stored.key, records.codecs.event, next)
}
