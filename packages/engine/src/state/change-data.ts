import {
  formatAddress,
  type Reason,
  type Records as Model,
  type Schema,
  type ServiceAddress,
} from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import type { ActionRef } from './action-ref.ts'
import { isInstalled, markAnswer } from './action-state.ts'
import type { ActorView } from './actor-view.ts'
import type { Draft } from './draft.ts'

/** Which of these fields differ between two records of one schema. */
export function changedFields(
  schema: Schema,
  before: Uint8Array,
  after: Uint8Array,
  fields: readonly string[],
): string[] {
  const old = schema.decode(before)
  const now = schema.decode(after)
  return fields.filter((field) => !isDeepStrictEqual(old[field], now[field]))
}

/**
 * The data of a service has changed: every installed consumer and child gets the actions that its
 * link names (default `processChange`, else `install`) marked `changed`. Returns what was marked.
 */
export async function tellConsumers(draft: Draft, producer: Model.Service): Promise<ActionRef[]> {
  const told: ActionRef[] = []
  const reason = producerChanged(draft.before(producer) ?? producer, false)
  for (const consumer of await draft.consumersOf(producer)) {
    const actor = await draft.actor(consumer.actor)
    if (!actor || !isInstalled(consumer)) continue
    let marked = consumer
    for (const action of answersOf(actor, consumer, producer)) {
      marked = markAnswer(marked, action, reason)
      told.push({ address: consumer, action })
    }
    if (marked !== consumer) draft.set(marked)
  }
  return told
}

/** Why a consumer has to answer; `before` is the producer as it was. */
export function producerChanged(before: Model.Service, during: boolean): Reason {
  const { uid, revision } = before
  return { kind: 'producer', service: formatAddress(before), uid, since: revision, during }
}

/** What a consumer does when this producer has changed. */
export function answersOf(
  actor: ActorView,
  consumer: Model.Service,
  producer: ServiceAddress,
): readonly string[] {
  const link = consumer.links.find(
    ({ role, name }) => role === producer.role && name === producer.name,
  )
  const declared = actor.links.consume.find(({ argname }) => argname === link?.argname)?.onChange
  const actions = declared ?? [actor.actions.has('processChange') ? 'processChange' : 'install']
  return actions.filter((action) => actor.actions.has(action))
}
