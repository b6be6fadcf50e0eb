import {
  type ActionStatus,
  parseAddress,
  type Records as Model,
  type ScanRange,
  type ServiceFilter,
} from '@ays/core'
import { addressOfKey, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Services that are read at once, but at first no more than are wanted: a store reads ahead. */
const BATCH = 1000

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
  const first = Math.min(filter.limit ?? BATCH, BATCH)
  if (index === undefined) {
    const scan = (part: ScanRange) => records.scan(records.codecs.service, part)
    for await (const batch of batches(scan, range, first)) yield batch.map(({ value }) => value)
    return
  }
  const scan = (part: ScanRange) => records.store.scan(part)
  for await (const batch of batches(scan, range, first)) {
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

async function* batches<T extends { readonly key: string }>(
  scan: (range: ScanRange) => AsyncIterable<T>,
  range: ScanRange,
  first: number,
): AsyncIterable<T[]> {
  let part: ScanRange & { readonly limit: number } = { ...range, limit: first }
  for (;;) {
    const batch: T[] = []
    for await (const one of scan(part)) batch.push(one)
    yield batch
    const last = batch.at(-1)
    if (last === undefined || batch.length < part.limit) return
    part = { ...range, from: `${last.key}\0`, limit: BATCH }
  }
}
