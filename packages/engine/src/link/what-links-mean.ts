import type { ServiceAddress } from '@ays/core'
import { AddressMap } from '../state/address-map.ts'
import type { LinkLookup, LinkWish } from './resolve-links.ts'

/** Every service that a stored link of the wishes leads to, or that a blueprint names. */
export function namedServices(wishes: readonly LinkWish[]): ServiceAddress[] {
  const found = new AddressMap<ServiceAddress>()
  for (const { wanted, links, stored } of wishes) {
    for (const link of stored?.links ?? []) found.set(link, link)
    for (const { role, argname } of rulesOf(links)) {
      for (const name of wanted.links[argname] ?? []) found.set({ role, name }, { role, name })
    }
  }
  return [...found.values()]
}

/** Roles of which a service has to be found for a link, when {@link namedServices} can be looked up. */
export function searchedRoles(wishes: readonly LinkWish[], lookup: LinkLookup): Set<string> {
  const roles = new Set<string>()
  for (const { wanted, links, stored } of wishes) {
    for (const { role, argname, min } of rulesOf(links)) {
      if (min === 0) continue
      const named = wanted.links[argname]?.length ?? 0
      const kept = (stored?.links ?? []).filter(
        (link) => link.argname === argname && lookup.find(link.role, link.name) !== undefined,
      )
      // What is kept may still have to go when the blueprint mentions the link.
      const sure = wanted.links[argname] === undefined ? kept.length : named
      if (sure < min) roles.add(role)
    }
  }
  return roles
}

function rulesOf({ parent, consume }: LinkWish['links']) {
  return parent ? [{ ...parent, min: 1 }, ...consume] : consume
}
