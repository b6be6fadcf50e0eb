import { AysError, type EventInfo, type NewEvent } from '@ays/core'
import { isOpen } from '../queue/submission.ts'
import { whoAmI } from '../api/who-am-i.ts'
import { ChangeSet } from '../state/change-set.ts'
import { retryConflicts } from '../state/conflicts.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { hashSecret } from './event-filter.ts'
import { putEvent } from './put-event.ts'
import { findEvent, readInfo } from './read-events.ts'

const GENERIC = 'generic'

/** As WorkApi.sendEvent(): whoever leads looks at it. */
export async function sendEvent(
  records: Records,
  now: number,
  event: NewEvent,
): Promise<EventInfo> {
  const { name, channel = GENERIC } = event
  if (name === '' || channel === '') {
    throw new AysError('AYS_USAGE', 'an event needs a name and a channel', {
      hint: 'Say which command it is: filters ask for it.',
    })
  }
  const { payload = null, secret, who = whoAmI(), source = who, tags, ...rest } = event
  const changes = new ChangeSet()
  const id = putEvent(changes, records, {
    ...rest,
    name,
    channel,
    source,
    at: now,
    payloadJson: JSON.stringify(payload),
    ...(tags && { tags: [...tags] }),
    ...(secret !== undefined && { secretHash: hashSecret(secret) }),
  })
  await records.store.commit(changes.toCommit())
  return readInfo(records, await findEvent(records, id))
}

/** As WorkApi.replayEvent(). */
export async function replayEvent(records: Records, id: string): Promise<EventInfo> {
  await retryConflicts(async () => {
    const stored = await findEvent(records, id)
    await refuseOpen(records, id, stored.value.submission)
    const changes = new ChangeSet()
    changes.readStored(stored)
    const again = { ...stored.value, state: 'new' as const, submission: '' }
    changes.put(stored.key, records.codecs.event, again)
    changes.mark(keys.newEvent(id))
    await records.store.commit(changes.toCommit())
  })
  return readInfo(records, await findEvent(records, id))
}

async function refuseOpen(records: Records, id: string, submission: string): Promise<void> {
  if (submission === '') return
  const found = await records.get(records.codecs.submission, keys.submission(submission))
  if (!found || !isOpen(found.value)) return
  throw new AysError('AYS_USAGE', `event ${id} is being handled`, {
    hint: `See how far it is with: ays queue show ${submission}`,
  })
}
