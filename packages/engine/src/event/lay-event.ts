import { isRecordData, type Json, type Records as Model } from '@ays/core'
import { scheduleOn } from '../plan/schedule.ts'
import { statusOf } from '../state/action-state.ts'
import type { ActionRef } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { parseJson } from '../state/json.ts'
import { findEvent } from './read-events.ts'
import { findReceivers } from './find-receivers.ts'

/**
 * Schedules what an event starts on every service that hears it, done before or not, with its payload as args; what is
 * disabled, or what the template does not export, is left out. AYS_EVENT_UNKNOWN.
 */
export async function layEvent(
  draft: Draft,
  id: string,
): Promise<{ readonly command: string; readonly seeds: readonly ActionRef[] }> {
  const { value: event } = await findEvent(draft.records, id)
  const receivers = await findReceivers(draft.records, event)
  await draft.load(receivers.map(({ address }) => address))
  const reason = { kind: 'event', id, channel: event.channel, name: event.name } as const
  const options = { reason, force: true, args: argsOf(event) }
  const seeds: ActionRef[] = []
  for (const { address, actions } of receivers) {
    for (const action of actions) {
      const service = draft.get(address)
      const status = service && statusOf(service, action)
      if (!service || status === undefined || status === 'disabled') continue
      seeds.push(...(await scheduleOn(draft, service, action, options)))
    }
  }
  return { command: `event ${event.name}`, seeds }
}

function argsOf({ payloadJson }: Model.Event): Readonly<Record<string, Json>> {
  const payload = parseJson<Json>(payloadJson, null)
  if (payload === null) return {}
  return isObject(payload) ? payload : { payload }
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return isRecordData(value)
}
