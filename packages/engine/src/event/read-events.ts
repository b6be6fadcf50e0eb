import {
  AysError,
  type EventDetail,
  type EventInfo,
  type EventsFilter,
  type EventState,
  type Json,
  type Records as Model,
} from '@ays/core'
import { parseJson } from '../state/json.ts'
import { keys, uidOfKey } from '../state/keys.ts'
import type { Records, Stored } from '../state/records.ts'

const PAGE = 50

/** What the state of its submission says of an event. */
const STATE_BY: Readonly<Record<Model.SubmissionState, EventState>> = {
  queued: 'queued',
  running: 'running',
  waiting: 'running',
  ok: 'done',
  error: 'dead',
  cancelled: 'dead',
}

/** AYS_EVENT_UNKNOWN. */
export async function findEvent(records: Records, id: string): Promise<Stored<Model.Event>> {
  const stored = await records.get(records.codecs.event, keys.event(id))
  if (stored) return stored
  throw new AysError('AYS_EVENT_UNKNOWN', `there is no event ${id}`, {
    hint: 'List them with: ays event list',
  })
}

/** As WorkApi.listEvents(). */
export async function listEvents(
  records: Records,
  { limit = PAGE, states, channel, before }: EventsFilter = {},
): Promise<EventInfo[]> {
  const found: EventInfo[] = []
  const range = {
    prefix: keys.events,
    reverse: true,
    ...(before !== undefined && { to: keys.event(before) }),
  }
  for await (const stored of records.scan(records.codecs.event, range)) {
    if (found.length >= limit) break
    if (channel !== undefined && stored.value.channel !== channel) continue
    const info = await readInfo(records, stored)
    if (states === undefined || states.includes(info.state)) found.push(info)
  }
  return found
}

/** As WorkApi.showEvent(). */
export async function showEvent(records: Records, id: string): Promise<EventDetail> {
  const stored = await findEvent(records, id)
  const { payloadJson, role, service } = stored.value
  return {
    ...(await readInfo(records, stored)),
    payload: parseJson<Json>(payloadJson, null),
    ...(role === '' ? {} : { role }),
    ...(service === '' ? {} : { service }),
  }
}

/** How far an event is, which the submission knows that handles it. */
export async function readInfo(
  records: Records,
  { key, value }: Stored<Model.Event>,
): Promise<EventInfo> {
  const { channel, name, tags, source, at, submission } = value
  return {
    id: uidOfKey(key),
    state: await stateOf(records, value),
    channel,
    name,
    tags,
    source,
    at,
    ...(submission === '' ? {} : { submission }),
  }
}

async function stateOf(records: Records, { state, submission }: Model.Event): Promise<EventState> {
  if (state !== 'queued') return state
  const found = await records.get(records.codecs.submission, keys.submission(submission))
  return found ? STATE_BY[found.value.state] : 'done'
}
