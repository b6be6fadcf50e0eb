import type { Records as Model } from '@ays/core'
import type { ActorView } from '../state/actor-view.ts'
import type { Draft } from '../state/draft.ts'
import { firstDue, mayRecur, recurrenceOf } from './recurrence.ts'

/**
 * Gives what recurs a time, and takes it from what no longer may, for every service that the draft changes:
 * so a timer is there exactly as long as what the action needs is ok.
 */
export async function layDues(draft: Draft, now: number): Promise<void> {
  let actor: ActorView | undefined
  for (const { after } of draft.changed()) {
    // Neighbours mostly share a template: waiting for it each time would be a turn of the loop for each.
    if (after && after.actor !== actor?.name) actor = await draft.actor(after.actor)
    const next = after && actor && withDues(after, actor, now)
    if (next && next !== after) draft.set(next)
  }
}

/** The service with the time at which each of its actions recurs next; the same object when nothing differs. */
function withDues(service: Model.Service, actor: ActorView, now: number): Model.Service {
  const nothing = service.actions.every(({ due, period }) => due === 0 && period === 0)
  if (nothing && actor.recurring.length === 0) return service
  const dues = service.actions.map(({ name, due }) => {
    const recurring = recurrenceOf(service, actor, name)
    if (!recurring || !mayRecur(service, actor, name)) return 0
    return due || firstDue(recurring, service, now)
  })
  if (service.actions.every(({ due }, at) => due === dues[at])) return service
  const actions = service.actions.map((state, at) => ({ ...state, due: dues[at] ?? 0 }))
  return { ...service, actions }
}

/** The service with times that are to be worked out again: how it recurs has changed. */
export function withoutDues(service: Model.Service): Model.Service {
  if (service.actions.every(({ due }) => due === 0)) return service
  return { ...service, actions: service.actions.map((state) => ({ ...state, due: 0 })) }
}
