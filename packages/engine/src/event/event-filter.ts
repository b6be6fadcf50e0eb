import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { EventFilter, Records as Model } from '@ays/core'

/** A filter with this channel takes events of any. */
export const ANY_CHANNEL = 'all'

/** The hash that an event keeps of the secret it brings. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** True when a filter takes an event. */
export function takes(filter: EventFilter, event: Model.Event): boolean {
  const { channel, command, tags = [], source } = filter
  return (
    (channel === ANY_CHANNEL || channel === event.channel) &&
    (command === '' || command === event.name) &&
    tags.every((tag) => event.tags.includes(tag)) &&
    (source === undefined || isFrom(event.source, source)) &&
    isTrusted(filter, event)
  )
}

/** A role means every service of it. */
function isFrom(source: string, wanted: string): boolean {
  return source === wanted || source.startsWith(`${wanted}!`)
}

/** It brings one of the secrets, or is signed with one. */
function isTrusted({ secrets }: EventFilter, event: Model.Event): boolean {
  if (secrets.length === 0) return true
  const signed = event.signed || event.payloadJson
  // All of them, so that the time tells nothing of which.
  return secrets
    .map(
      (secret) =>
        isSame(event.secretHash, hashSecret(secret)) ||
        isSame(event.signature, createHmac('sha256', secret).update(signed).digest('hex')),
    )
    .some(Boolean)
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
