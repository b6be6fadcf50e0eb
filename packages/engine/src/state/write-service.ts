import type { EventFilter, Records as Model, ServiceAddress } from '@ays/core'
import { pendingActions } from './action-state.ts'
import type { ChangeSet } from './change-set.ts'
import { parseJson } from './json.ts'
import { keys } from './keys.ts'
import type { Records } from './records.ts'
import { endRevision, reviseService } from './revisions.ts'

export interface WrittenService {
  readonly written: Model.Service
  /** Belongs into the same commit, signed. */
  readonly revision: Model.Revision | undefined
}

/** The record, its indexes, its pending mark and the guards of what changed, in one change set. */
export function writeService(
  changes: ChangeSet,
  { codecs }: Records,
  before: Model.Service | undefined,
  after: Model.Service,
): WrittenService {
  const revision = reviseService(before, after)
  const written = revision ? { ...after, revision: revision.number } : after
  changes.put(keys.service(after), codecs.service, written)
  writeLinks(changes, before, after)
  writeOwn(changes, before, after)
  const pending = pendingActions(after)
  const pendingBefore = before ? pendingActions(before) : []
  if (pending.join() !== pendingBefore.join()) {
    if (pending.length === 0) changes.delete(keys.pending(after))
    else changes.put(keys.pending(after), codecs.pending, { actions: pending })
  }
  if (!before) {
    changes.mark(keys.byActor(after.actor, after))
    changes.mark(keys.guardRole(after.role))
  }
  return { written, revision }
}

/** Nothing of the service stays but its history, which ends with what comes back. */
export function eraseService(changes: ChangeSet, service: Model.Service): Model.Revision {
  changes.delete(keys.service(service))
  changes.delete(keys.pending(service))
  changes.delete(keys.byActor(service.actor, service))
  changes.delete(keys.guardService(service))
  changes.mark(keys.guardRole(service.role))
  for (const key of indexKeys(service).keys()) changes.delete(key)
  for (const key of ownKeys(service)) changes.delete(key)
  for (const link of service.links) changes.mark(keys.guardService(link))
  changes.mark(keys.gone(service, service.uid))
  return endRevision('delete', service)
}

function writeLinks(
  changes: ChangeSet,
  before: Model.Service | undefined,
  after: Model.Service,
): void {
  if (before && before.links === after.links) return
  const old = before ? indexKeys(before) : new Map<string, ServiceAddress>()
  const now = indexKeys(after)
  for (const [key, link] of old) {
    if (now.has(key)) continue
    changes.delete(key)
    changes.mark(keys.guardService(link))
  }
  for (const [key, link] of now) {
    if (old.has(key)) continue
    changes.mark(key)
    changes.mark(keys.guardService(link))
  }
}

function writeOwn(
  changes: ChangeSet,
  before: Model.Service | undefined,
  after: Model.Service,
): void {
  const old = before ? ownKeys(before) : new Set<string>()
  const now = ownKeys(after)
  for (const key of old) if (!now.has(key)) changes.delete(key)
  for (const key of now) if (!old.has(key)) changes.mark(key)
}

/** The index keys that say when its actions recur, and which events its blueprint lets it hear. */
export function ownKeys(service: Model.Service): Set<string> {
  const found = new Set<string>()
  for (const { name, due } of service.actions) {
    if (due > 0) found.add(keys.timer(due, service, name))
  }
  for (const { channel } of parseJson<EventFilter[]>(service.eventsJson, [])) {
    found.add(keys.hearingService(channel, service))
  }
  return found
}

/** The index keys that say whom this service consumes and whose child it is. */
export function indexKeys(service: Model.Service): Map<string, ServiceAddress> {
  const result = new Map<string, ServiceAddress>()
  for (const link of service.links) {
    result.set(keys.byConsumer(link, service), link)
    if (link.parent) result.set(keys.byParent(link, service), link)
  }
  return result
}
