import type { EventFilter, Records as Model } from '@ays/core'
import type { ChangeSet } from './change-set.ts'
import { parseJson } from './json.ts'
import { keys } from './keys.ts'
import type { Records } from './records.ts'

/** The record, and the index of the channels that its services hear, in one change set. */
export function writeActor(
  changes: ChangeSet,
  { codecs }: Records,
  before: Model.Actor | undefined,
  after: Model.Actor,
): void {
  changes.put(keys.actor(after.name), codecs.actor, after)
  const old = before ? hearingKeys(before) : new Set<string>()
  const now = hearingKeys(after)
  for (const key of old) if (!now.has(key)) changes.delete(key)
  for (const key of now) if (!old.has(key)) changes.mark(key)
}

function hearingKeys({ name, eventsJson }: Model.Actor): Set<string> {
  const filters = parseJson<EventFilter[]>(eventsJson, [])
  return new Set(filters.map(({ channel }) => keys.hearingActor(channel, name)))
}
