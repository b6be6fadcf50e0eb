import { type Diagnostic, formatAddress, type Records as Model } from '@ays/core'
import type { ActionRef } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { scheduleOn } from './schedule.ts'

/** What the given blueprints speak for. */
export interface PruneScope {
  /** Addresses that they declare now. */
  readonly wanted: ReadonlySet<string>
  readonly files: ReadonlySet<string>
  /** There are no other blueprints: what vanished files declared goes too. */
  readonly whole: boolean
}

export interface Pruned {
  readonly seeds: readonly ActionRef[]
  readonly warnings: readonly Diagnostic[]
}

/**
 * Schedules `delete` for services that these blueprints declared and no longer do, and for what those
 * ensured. What is still consumed stays, with a warning.
 */
export async function prune(draft: Draft, scope: PruneScope): Promise<Pruned> {
  const going = await findGoing(draft, scope)
  const warnings = await keepConsumed(draft, going)
  const seeds: ActionRef[] = []
  for (const service of going.values()) {
    const now = draft.get(service)
    if (!now) continue
    const reason = { kind: 'undeclared' } as const
    seeds.push(...(await scheduleOn(draft, now, 'delete', { reason, force: true })))
  }
  return { seeds, warnings }
}

async function findGoing(
  draft: Draft,
  { wanted, files, whole }: PruneScope,
): Promise<Map<string, Model.Service>> {
  const going = new Map<string, Model.Service>()
  const services = await draft.all()
  for (const service of services) {
    const id = formatAddress(service)
    const spokenFor = service.origin === 'blueprint' && (whole || files.has(service.blueprint))
    if (spokenFor && !wanted.has(id)) going.set(id, service)
  }
  addAll(
    going,
    services,
    (service) => going.has(service.ensuredBy) && !wanted.has(formatAddress(service)),
  )
  return going
}

/** Adds what goes along with what goes, until nothing more does. */
export function addAll(
  going: Map<string, Model.Service>,
  services: readonly Model.Service[],
  goesAlong: (service: Model.Service) => boolean,
): void {
  for (let before = -1; before !== going.size;) {
    before = going.size
    for (const service of services) {
      if (goesAlong(service)) going.set(formatAddress(service), service)
    }
  }
}

/** Takes out whatever a service that stays consumes, until nothing more is. */
export async function keepConsumed(
  draft: Draft,
  going: Map<string, Model.Service>,
): Promise<Diagnostic[]> {
  const warnings: Diagnostic[] = []
  for (let before = -1; before !== going.size;) {
    before = going.size
    for (const [id, service] of going) {
      const consumers = await draft.consumersOf(service)
      const staying = consumers.map(formatAddress).filter((consumer) => !going.has(consumer))
      if (staying.length === 0) continue
      going.delete(id)
      warnings.push(stays(service, staying))
    }
  }
  return warnings
}

function stays(service: Model.Service, consumers: readonly string[]): Diagnostic {
  const { blueprint: file, line } = service
  return {
    severity: 'warning',
    code: 'AYS_SERVICE_CONSUMED',
    summary: `${formatAddress(service)} stays: ${consumers.join(', ')} use it`,
    detail: 'A service cannot go while others consume it.',
    ...(file === '' ? {} : { source: { file, line, column: 1 } }),
  }
}
