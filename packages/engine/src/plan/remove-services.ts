import { type Diagnostic, formatAddress, parseAddress, type Records as Model } from '@ays/core'
import type { Draft } from '../state/draft.ts'
import { unknownService } from '../state/find-service.ts'
import { addAll, keepConsumed, type Pruned } from './prune.ts'
import { scheduleOn } from './schedule.ts'

type Service = Model.Service

/**
 * Schedules `delete` for these services, for what is below them and for what any of those ensured; of the latter
 * what is still consumed stays, with a warning. Warns of what a blueprint declares: the next apply would make it
 * again. AYS_SERVICE_UNKNOWN.
 */
export async function removeServices(draft: Draft, addresses: readonly string[]): Promise<Pruned> {
  const named = await loadNamed(draft, addresses)
  const going = new Map(named.map((service) => [formatAddress(service), service]))
  addAll(going, await draft.all(), ({ ensuredBy, links }) => {
    const parent = links.find((link) => link.parent)
    return going.has(ensuredBy) || (parent !== undefined && going.has(formatAddress(parent)))
  })
  const warnings = await keepConsumed(draft, going)
  const seeds = []
  // What is named stays named, also when something consumes it: the plan refuses that as a whole.
  for (const service of new Set([...named, ...going.values()])) {
    const now = draft.get(service)
    const how = { reason: { kind: 'asked' }, force: true } as const
    if (now) seeds.push(...(await scheduleOn(draft, now, 'delete', how)))
  }
  return { seeds, warnings: [...[...going.values()].flatMap(declaredStill), ...warnings] }
}

async function loadNamed(draft: Draft, addresses: readonly string[]): Promise<Service[]> {
  const wanted = addresses.map(parseAddress)
  await draft.load(wanted)
  const found: Service[] = []
  for (const address of wanted) {
    const service = draft.get(address)
    if (!service) throw await unknownService(draft.records, formatAddress(address))
    found.push(service)
  }
  return found
}

function declaredStill(service: Service): Diagnostic[] {
  const { blueprint: file, line, origin } = service
  if (origin !== 'blueprint' || file === '') return []
  return [
    {
      severity: 'warning',
      code: 'AYS_SERVICE_DECLARED',
      summary: `${formatAddress(service)} was declared in a blueprint`,
      detail: 'While it is declared there, the next apply makes it again.',
      source: { file, line, column: 1 },
    },
  ]
}
