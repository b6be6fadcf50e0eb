import { type Diagnostic, isAysError, type Records as Model } from '@ays/core'
import type { BlueprintReading } from '../blueprint/read-blueprints.ts'
import { selects, type WantedAction, type WantedEventFilter } from '../blueprint/wanted.ts'
import { hasAction } from '../state/actor-view.ts'
import type { ActionRef } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
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
  const services = actions.length > 0 ? await draft.all() : []
  for (const wanted of actions) {
    const chosen = services.filter((service) =>
      selects(wanted, { template: service.actor, name: service.name }),
    )
    if (chosen.length === 0) diagnostics.push(fault(wanted, 'AYS_SERVICE_UNKNOWN', NOBODY))
    for (const action of chosen.length > 0 ? wanted.actions : []) {
      const able = await withAction(draft, chosen, action)
      if (able.length === 0) {
        diagnostics.push(fault(wanted, 'AYS_ACTION_UNKNOWN', `no service it means has ${action}`))
      }
      for (const service of able) {
        const applied = await applyOne(draft, service, action, wanted)
        seeds.push(...applied.seeds)
        diagnostics.push(...applied.diagnostics)
      }
    }
  }
  return { seeds, diagnostics }
}

const NOBODY = 'no service matches this entry'

async function withAction(
  draft: Draft,
  services: readonly Model.Service[],
  action: string,
): Promise<Model.Service[]> {
  const able: Model.Service[] = []
  for (const service of services) {
    const actor = await draft.actor(service.actor)
    if (actor && hasAction(actor, action)) able.push(service)
  }
  return able
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
  const options = { reason: `scheduled in ${file}:${line}`, force, ...period }
  try {
    return { seeds: await scheduleOn(draft, now, action, options), diagnostics: [] }
  } catch (error) {
    if (!isAysError(error)) throw error
    return { seeds: [], diagnostics: [fault(wanted, error.code, error.message)] }
  }
}

function fault(
  { file, line, column }: WantedAction,
  code: Diagnostic['code'],
  summary: string,
): Diagnostic {
  return { severity: 'error', code, summary, source: { file, line, column } }
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
