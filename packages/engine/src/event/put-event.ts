import type { Records as Model } from '@ays/core'
import type { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import { newId } from '../state/new-id.ts'
import type { Records } from '../state/records.ts'

/** The channel of what actions emit. */
export const SERVICE_CHANNEL = 'service'

/** An event as somebody sends it: who may hear it, and how it proves where it comes from, may be left out. */
export type EventDraft = Pick<Model.Event, 'name' | 'payloadJson' | 'source' | 'at' | 'channel'> &
  Partial<Pick<Model.Event, 'tags' | 'role' | 'service' | 'secretHash' | 'signature' | 'signed'>>

/** Lays an event that nobody has looked at yet into a change set; returns its id. */
export function putEvent(changes: ChangeSet, { codecs }: Records, draft: EventDraft): string {
  const id = newId(draft.at)
  const open = { tags: [], role: '', service: '', secretHash: '', signature: '', signed: '' }
  const event: Model.Event = { ...open, ...draft, state: 'new', submission: '' }
  changes.put(keys.event(id), codecs.event, event)
  changes.mark(keys.newEvent(id))
  return id
}
