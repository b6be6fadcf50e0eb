import type { EventFilter, Records as Model, ServiceAddress } from '@ays/core'
import { AddressMap } from '../state/address-map.ts'
import { parseJson } from '../state/json.ts'
import { keys, uidOfKey } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { ANY_CHANNEL, takes } from './event-filter.ts'

/** A service that hears an event, and what it does then. */
export interface Receiver {
  readonly address: ServiceAddress
  readonly actions: readonly string[]
}

/** Every service whose blueprint or template has a filter that takes the event: reads those that hear the channel. */
export async function findReceivers(records: Records, event: Model.Event): Promise<Receiver[]> {
  const found = new AddressMap<Receiver>()
  const add = (address: ServiceAddress, filters: readonly EventFilter[]) => {
    if (!isMeant(address, event)) return
    const actions = filters.filter((filter) => takes(filter, event)).flatMap((one) => one.actions)
    if (actions.length === 0) return
    const known = found.get(address)?.actions ?? []
    found.set(address, { address, actions: [...new Set([...known, ...actions])] })
  }
  for (const channel of new Set([event.channel, ANY_CHANNEL])) {
    const addresses = await records.addresses(keys.hearingServices(channel))
    for (const stored of await records.services(addresses)) {
      if (stored) add(stored.value, parseJson<EventFilter[]>(stored.value.eventsJson, []))
    }
    for await (const { key } of records.store.scan({ prefix: keys.hearingActors(channel) })) {
      const actor = await records.get(records.codecs.actor, keys.actor(uidOfKey(key)))
      const filters = parseJson<EventFilter[]>(actor?.value.eventsJson ?? '', [])
      if (!actor || !filters.some((filter) => takes(filter, event))) continue
      const services = await records.addresses(keys.servicesOfActor(actor.value.name))
      for (const address of services) add(address, filters)
    }
  }
  return [...found.values()]
}

function isMeant({ role, name }: ServiceAddress, event: Model.Event): boolean {
  return (
    (event.role === '' || event.role === role) && (event.service === '' || event.service === name)
  )
}
