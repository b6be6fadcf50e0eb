import type { EventFilter, Records as Model } from '@ays/core'
import { parseJson } from '../../state/json.ts'
import { keys } from '../../state/keys.ts'
import type { Invariant, Reading, VerifyTools } from './invariant.ts'

const MARK = new Uint8Array(0)

/** A key that leads to a record is there exactly when the record says so. */
interface Lead {
  readonly key: string
  readonly to: string
  readonly wanted: (reading: Reading) => boolean
  /** What follows when it is missing, and when it should not be there. */
  readonly missing: string
  readonly wrong: string
}

function leadInvariant({ key, to, wanted, missing, wrong }: Lead): Invariant {
  return {
    key,
    reads: [key, to],
    judge(reading) {
      const there = reading.entry(key) !== undefined
      if (there === wanted(reading)) return undefined
      if (there) return { kind: 'index', message: wrong, fix: {} }
      return { kind: 'index', message: `is missing: ${missing}`, fix: { value: MARK } }
    },
  }
}

/** Whether an actor hears a channel, by the key or by the record. */
export function hearingInvariant(
  channel: string,
  actor: string,
  { records }: VerifyTools,
): Invariant {
  const to = keys.actor(actor)
  return leadInvariant({
    key: keys.hearingActor(channel, actor),
    to,
    wanted: (reading) => {
      const json = reading.record(records.codecs.actor, to)?.eventsJson ?? ''
      return parseJson<EventFilter[]>(json, []).some((filter) => filter.channel === channel)
    },
    missing: `no service of ${actor} hears the channel ${channel}`,
    wrong: `${actor} has no filter for the channel ${channel}`,
  })
}

/** As {@link hearingInvariant}, for every channel that the actor names. */
export function hearingInvariants(actor: Model.Actor, tools: VerifyTools): Invariant[] {
  return parseJson<EventFilter[]>(actor.eventsJson, []).map(({ channel }) =>
    hearingInvariant(channel, actor.name, tools),
  )
}

/** Nobody has looked at an event exactly as long as it is new. */
export function inboxInvariant(id: string, { records }: VerifyTools): Invariant {
  const to = keys.event(id)
  return leadInvariant({
    key: keys.newEvent(id),
    to,
    wanted: (reading) => reading.record(records.codecs.event, to)?.state === 'new',
    missing: `nobody looks at event ${id}`,
    wrong: `event ${id} is not there, or was looked at`,
  })
}

const OPEN: ReadonlySet<string> = new Set(['queued', 'running', 'waiting'])

/** A submission is in the queue exactly as long as it has not ended. */
export function queueInvariant(key: string, id: string, { records }: VerifyTools): Invariant {
  const to = keys.submission(id)
  return leadInvariant({
    key,
    to,
    wanted: (reading) => {
      const found = reading.record(records.codecs.submission, to)
      return found !== undefined && OPEN.has(found.state) && keys.queued(found.priority, id) === key
    },
    missing: `nobody goes on with submission ${id}`,
    wrong: `submission ${id} is not there, or has ended`,
  })
}

/** The submission that has a key is there. */
export function submittedInvariant(
  key: string,
  { id }: Model.SubmissionKey,
  { records }: VerifyTools,
): Invariant {
  const to = keys.submission(id)
  return {
    key,
    reads: [key, to],
    judge(reading) {
      const now = reading.record(records.codecs.submissionKey, key)
      if (now?.id !== id || reading.entry(to)) return undefined
      return { kind: 'reference', message: `its submission ${id} is not there`, fix: {} }
    },
  }
}
