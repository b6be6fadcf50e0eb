import { formatAddress, type Records as Model, type ServiceAddress } from '@ays/core'
import { pendingActions } from '../state/action-state.ts'
import { type ActionRef, addressOf } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'

/** Everything pending of these services, as it would be. */
export function seedsOf(services: Iterable<Model.Service>): ActionRef[] {
  return [...services].flatMap((service) =>
    pendingActions(service).map((action) => ({ address: addressOf(service), action })),
  )
}

/** Everything pending of the whole repository: reads the pending index, not the services. */
export async function allSeeds(draft: Draft): Promise<ActionRef[]> {
  return seedsOf(await pendingServices(draft))
}

async function pendingServices(draft: Draft): Promise<Model.Service[]> {
  const stored = await draft.records.addresses(keys.allPending)
  await draft.load(stored)
  const found = new Map<string, Model.Service>()
  const add = (address: ServiceAddress) => {
    const service = draft.get(address)
    if (service) found.set(formatAddress(service), service)
  }
  for (const address of stored) add(address)
  for (const { after } of draft.changed()) if (after) add(after)
  return [...found.values()]
}

/** Services that the draft changes. */
export function changedServices(draft: Draft): Model.Service[] {
  return [...draft.changed()].flatMap(({ after }) => after ?? [])
}

/** Only seeds of these addresses; all of them without a list. */
export function onlyTargets(
  seeds: readonly ActionRef[],
  targets: readonly string[] | undefined,
): readonly ActionRef[] {
  if (targets === undefined || targets.length === 0) return seeds
  const wanted = new Set(targets)
  return seeds.filter(({ address }) => wanted.has(formatAddress(address)))
}
