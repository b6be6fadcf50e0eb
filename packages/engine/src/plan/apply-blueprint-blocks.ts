import { type Diagnostic, isAysError, type Reason, type Records as Model } from '@ays/core'
import type { BlueprintReading } from '../blueprint/read-blueprints.ts'
import { selects, type WantedAction, type WantedEventFilter } from '../blueprint/wanted.ts'
import type { ActionRef } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { type ActionTarget, chooseTargets, entryFault } from './action-targets.ts'
import { scheduleOn } from './schedule.ts'

/** What the `actions:` blocks put on services, and what is wrong with them. */
export interface AppliedActions {
  readonly seeds: readonly ActionRef[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Schedules what the `actions:` blocks say on every service of the repository that they mean. */
export async function applyActions(
  draft: Draft,
  actions: readonly WantedAction[],
): Promise<AppliedActions> {
  const seeds: ActionRef[] = []
  const diagnostics: Diagnostic[] = []
  const all = actions.length > 0 ? await storedTargets(draft) : []
  for (const wanted of actions) {
    const found = chooseTargets(wanted, all)
    diagnostics.push(...found.diagnostics)
    for (const { action, targets } of found.chosen) {
      for (const { service } of targets) {
        const applied = await applyOne(draft, service, action, wanted)
        seeds.push(...applied.seeds)
        diagnostics.push(...applied.diagnostics)
      }
    }
  }
  return { seeds, diagnostics }
}

/** Every service as it would be, and what its actor has. */
export async function storedTargets(
  draft: Draft,
): Promise<(ActionTarget & { readonly service: Model.Service })[]> {
  const targets = []
  for (const service of await draft.all()) {
    const actor = await draft.actor(service.actor)
    const { name, actor: template } = service
    if (actor) targets.push({ template, name, actions: actor.actions, service })
  }
  return targets
}

async function applyOne(
  draft: Draft,
  service: Model.Service,
  action: string,
  wanted: WantedAction,
): Promise<AppliedActions> {
  const now = draft.get(service) ?? service
  const { recurring, force, file, line } = wanted
  const period = recurring === undefined ? {} : { period: recurring }
  const reason: Reason = { kind: 'scheduled', file, line }
  const options = { reason, force, ...period }
  try {
    return { seeds: await scheduleOn(draft, now, action, options), diagnostics: [] }
  } catch (error) {
    if (!isAysError(error)) throw error
    return { seeds: [], diagnostics: [entryFault(wanted, 'error', error.code, error.message)] }
  }
}

/** Puts the event filters of the blueprints on the services that they mean and declare. */
export function applyEventFilters(
  draft: Draft,
  { services, eventFilters }: Pick<BlueprintReading, 'services' | 'eventFilters'>,
): void {
  for (const wanted of services) {
    const service = draft.get(wanted)
    if (!service) continue
    const mine = eventFilters.filter((filter) =>
      selects(filter, { template: service.actor, name: service.name }),
    )
    const eventsJson = mine.length === 0 ? '' : formatJson(mine.map(toFilter))
    if (eventsJson !== service.eventsJson) draft.set({ ...service, eventsJson })
  }
}

function toFilter({ channel, command, actions, secrets }: WantedEventFilter) {
  return { channel, command, actions, secrets }
}
