import {
  type ActionStatus,
  parseAddress,
  type Records as Model,
  type ServiceFilter,
} from '@ays/core'
import { addressOfKey, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Services that are read at once. */
const BATCH = 256

const PENDING: ReadonlySet<ActionStatus> = new Set(['scheduled', 'changed', 'error'])

/**
 * Services in the order of their keys, some at a time, by the narrowest index that the filter allows: all that
 * it asks for but the states, which are judged by who knows what is running.
 */
export async function* findServices(
  records: Records,
  filter: ServiceFilter,
): AsyncIterable<Model.Service[]> {
  for await (const services of candidates(records, filter)) {
    yield services.filter((service) => matches(service, filter))
  }
}

async function* candidates(
  records: Records,
  filter: ServiceFilter,
): AsyncIterable<Model.Service[]> {
  const index = indexOf(filter)
  const range = rangeOf(index ?? keys.services, filter)
  if (index === undefined) {
    const found = records.scan(records.codecs.service, range)
    for await (const batch of batches(found)) yield batch.map(({ value }) => value)
    return
  }
  for await (const batch of batches(records.store.scan(range))) {
    const found = await records.services(batch.map(({ key }) => addressOfKey(key)))
    yield found.flatMap((stored) => stored?.value ?? [])
  }
}

/** Every index ends with role and name, as the services themselves do. */
function indexOf({ template, parent, consumes, states }: ServiceFilter): string | undefined {
  if (parent !== undefined) return keys.childrenOf(parseAddress(parent))
  if (consumes !== undefined) return keys.consumersOf(parseAddress(consumes))
  if (states?.every((status) => PENDING.has(status))) return keys.allPending
  if (states?.every((status) => status === 'running')) return keys.claims
  return template === undefined ? undefined : keys.servicesOfActor(template)
}

function rangeOf(index: string, { role, name, after }: ServiceFilter) {
  const below = (key: string) => `${index}${key.slice(keys.services.length)}`
  const prefix = role === undefined ? index : below(keys.servicesOfRole(role))
  const own =
    role !== undefined && name !== undefined ? below(keys.service({ role, name })) : prefix
  const from = after === undefined ? own : `${below(keys.service(parseAddress(after)))}\0`
  // The one that is named, and nothing behind it.
  return own === prefix ? { prefix, from } : { prefix: own, from, to: `${own}\0` }
}

function matches(service: Model.Service, { role, name, template }: ServiceFilter): boolean {
  return (
    (role === undefined || service.role === role) &&
    (name === undefined || service.name === name) &&
    (template === undefined || service.actor === template)
  )
}

async function* batches<T>(all: AsyncIterable<T>): AsyncIterable<T[]> {
  let batch: T[] = []
  for await (const one of all) {
    batch.push(one)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
