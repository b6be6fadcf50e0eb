import { type Diagnostic, formatAddress, type ServiceAddress } from '@ays/core'
import { findCycle } from '../graph/cycle.ts'
import { AddressMap } from '../state/address-map.ts'
import type { LinkLookup, LinkWish, ResolvedLink } from './resolve-links.ts'

/** The first circle among the links of the wishes and of what they lead to. */
export function findLinkCycle(
  wishes: readonly LinkWish[],
  links: ReadonlyMap<string, readonly ResolvedLink[]>,
  lookup: LinkLookup,
): Diagnostic | undefined {
  const ids = new AddressMap<number>()
  const addresses: ServiceAddress[] = []
  const idOf = (address: ServiceAddress): number => {
    const known = ids.get(address)
    if (known !== undefined) return known
    ids.set(address, addresses.length)
    return addresses.push(address) - 1
  }
  for (const { wanted } of wishes) idOf(wanted)
  const needs: number[][] = []
  for (let at = 0; at < addresses.length; at++) {
    const address = addresses[at]
    if (!address) continue
    const next = links.get(formatAddress(address)) ?? lookup.find(address.role, address.name)?.links
    needs.push((next ?? []).map(idOf))
  }
  const cycle = findCycle(needs)
  return (
    cycle &&
    describe(
      cycle.flatMap((id) => addresses[id] ?? []),
      wishes,
    )
  )
}

function describe(cycle: readonly ServiceAddress[], wishes: readonly LinkWish[]): Diagnostic {
  const names = new Set(cycle.map(formatAddress))
  const places = wishes.flatMap(({ wanted }) =>
    names.has(formatAddress(wanted))
      ? [{ file: wanted.file, line: wanted.line, column: wanted.column }]
      : [],
  )
  const [source, ...related] = places
  const path = [...cycle, ...cycle.slice(0, 1)].map(formatAddress).join(' -> ')
  return {
    severity: 'error',
    code: 'AYS_LINK_CYCLE',
    summary: `services need each other: ${path}`,
    detail: 'Take one of these links away.',
    ...(source ? { source, related } : {}),
  }
}
