import { formatAddress, type Records as Model, parseAddress, type ServiceAddress } from '@ays/core'
import { pendingActions } from '../state/action-state.ts'
import { type ActionRef, addressOf } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import { unknownService } from '../state/find-service.ts'

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

/** Only seeds of these services; all of them without a list. AYS_SERVICE_UNKNOWN for one that is not there. */
export async function onlyTargets(
  draft: Draft,
  seeds: readonly ActionRef[],
  targets: readonly string[] | undefined,
): Promise<readonly ActionRef[]> {
  if (targets === undefined || targets.length === 0) return seeds
  const wanted = new Map(targets.map((target) => [target, parseAddress(target)]))
  await draft.load([...wanted.values()])
  for (const [target, address] of wanted) {
    if (!draft.get(address)) throw await unknownService(draft.records, target)
  }
  return seeds.filter(({ address }) => wanted.has(formatAddress(address)))
}
