import { AysError, formatAddress, type Json, type Reason, type Records as Model } from '@ays/core'
import { schedule, statusOf, withAction } from '../state/action-state.ts'
import { hasAction } from '../state/actor-view.ts'
import { type ActionRef, addressOf } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { unknownAction } from '../state/unknown-action.ts'

/** How an action is put on a service. */
export interface ScheduleOptions {
  readonly reason: Reason
  /** Also when it is ok already. */
  readonly force?: boolean
  readonly args?: Readonly<Record<string, Json>>
  /** Milliseconds; the action recurs from now on. */
  readonly period?: number
}

/**
 * Schedules an action on a service that is loaded; nothing when it is done already. `delete` takes the
 * children with it. Returns what is to do. AYS_ACTION_UNKNOWN, AYS_ACTION_DISABLED.
 */
export async function scheduleOn(
  draft: Draft,
  service: Model.Service,
  action: string,
  options: ScheduleOptions,
): Promise<readonly ActionRef[]> {
  const actor = await draft.actor(service.actor)
  if (!actor || !hasAction(actor, action)) {
    const known = [...(actor?.actions.keys() ?? [])]
    throw unknownAction(formatAddress(service), action, known, 'Its template exports')
  }
  if (action === 'delete') return scheduleDelete(draft, service, options)
  const ready = options.period === undefined ? service : recur(service, action, options.period)
  if (statusOf(service, action) === 'ok' && options.force !== true) {
    if (ready !== service) draft.set(ready)
    return []
  }
  draft.set(schedule(ready, action, options.reason, options.args))
  return [{ address: addressOf(service), action }]
}

/** The service and everything below it. */
async function scheduleDelete(
  draft: Draft,
  service: Model.Service,
  options: ScheduleOptions,
): Promise<ActionRef[]> {
  const seeds: ActionRef[] = []
  const stack = [service]
  const seen = new Set<string>()
  for (let next = stack.pop(); next; next = stack.pop()) {
    const id = formatAddress(next)
    if (seen.has(id)) continue
    seen.add(id)
    draft.set(schedule(next, 'delete', options.reason, options.args))
    seeds.push({ address: addressOf(next), action: 'delete' })
    const consumers = await draft.consumersOf(next)
    stack.push(...consumers.filter((consumer) => isChildOf(consumer, id)))
  }
  return seeds
}

function isChildOf({ links }: Model.Service, parent: string): boolean {
  return links.some((link) => link.parent && formatAddress(link) === parent)
}

function recur(service: Model.Service, action: string, period: number): Model.Service {
  const now = service.actions.find(({ name }) => name === action)?.period
  return now === period ? service : withAction(service, action, { period, due: 0 })
}

/**
 * A service can go only when everything that consumes it goes too: every consumer that stays, named,
 * with AYS_SERVICE_CONSUMED.
 */
export async function refuseConsumed(draft: Draft, seeds: readonly ActionRef[]): Promise<void> {
  const going = seeds.filter(({ action }) => action === 'delete')
  const names = new Set(going.map(({ address }) => formatAddress(address)))
  const faults: string[] = []
  for (const { address } of going) {
    const staying = (await draft.consumersOf(address)).filter(
      (consumer) => !names.has(formatAddress(consumer)),
    )
    for (const consumer of staying) {
      faults.push(`${formatAddress(consumer)} consumes ${formatAddress(address)}`)
    }
  }
  if (faults.length === 0) return
  throw new AysError('AYS_SERVICE_CONSUMED', faults.join('; '), {
    hint: 'Delete the consumers too, or take their links away first.',
  })
}
