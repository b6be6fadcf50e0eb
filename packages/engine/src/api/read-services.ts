import {
  type ActionStatus,
  describeReason,
  formatAddress,
  parseAddress,
  type Records as Model,
  type ServiceAddress,
  type ServiceDetail,
  type ServiceFilter,
  type ServiceInfo,
} from '@ays/core'
import { keys } from '../state/keys.ts'
import { readReason } from '../state/read-reason.ts'
import { readSchema } from '../state/read-schema.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import { showData } from '../state/show-data.ts'
import { toLinkInfo } from '../state/to-link-info.ts'
import { unknownService } from '../state/unknown-service.ts'
import { type RunningActions, readRunning } from './read-running.ts'

/** Sorted by address. */
export async function listServices(
  records: Records,
  filter: ServiceFilter = {},
): Promise<ServiceInfo[]> {
  const running = await readRunning(records)
  const result: ServiceInfo[] = []
  for await (const service of select(records, filter)) {
    if (matches(service, filter)) result.push(toServiceInfo(service, running))
  }
  return result
}

/** The narrowest index that the filter allows. */
async function* select(records: Records, filter: ServiceFilter): AsyncIterable<Model.Service> {
  const index = indexOf(filter)
  if (index === undefined) {
    const prefix = filter.role === undefined ? keys.services : keys.servicesOfRole(filter.role)
    for await (const { value } of records.scan(records.codecs.service, { prefix })) yield value
    return
  }
  const found = await records.services(await records.addresses(index))
  for (const stored of found) if (stored) yield stored.value
}

function indexOf({ template, parent, consumes }: ServiceFilter): string | undefined {
  if (parent !== undefined) return keys.childrenOf(parseAddress(parent))
  if (consumes !== undefined) return keys.consumersOf(parseAddress(consumes))
  return template === undefined ? undefined : keys.servicesOfActor(template)
}

function matches(service: Model.Service, { role, name, template }: ServiceFilter): boolean {
  return (
    (role === undefined || service.role === role) &&
    (name === undefined || service.name === name) &&
    (template === undefined || service.actor === template)
  )
}

function toServiceInfo(service: Model.Service, running: RunningActions): ServiceInfo {
  const address = formatAddress(service)
  const parent = service.links.find((link) => link.parent)
  const now = running.get(address)
  const actions: Record<string, ActionStatus> = {}
  for (const { name, status } of service.actions) {
    actions[name] = now?.has(name) === true ? 'running' : status
  }
  return {
    address,
    role: service.role,
    name: service.name,
    uid: service.uid,
    template: service.actor,
    origin: service.origin,
    ...(parent ? { parent: formatAddress(parent) } : {}),
    actions,
  }
}

/** AYS_SERVICE_UNKNOWN. */
export async function showService(
  records: Records,
  schemas: Schemas,
  text: string,
  secrets: boolean,
): Promise<ServiceDetail> {
  const address = parseAddress(text)
  const stored = await records.service(address)
  if (!stored) throw await unknownService(records, text)
  const service = stored.value
  const schema = await readSchema(records, schemas, service.actor)
  const info = toServiceInfo(service, await readRunning(records))
  return {
    ...info,
    data: showData(schema, schema.decode(service.data), secrets),
    producers: service.links.map(toLinkInfo),
    consumers: await readAddresses(records, keys.consumersOf(address)),
    children: await readAddresses(records, keys.childrenOf(address)),
    states: service.actions.map((state) => toState(state, info.actions)),
    ...(service.blueprint ? { blueprint: service.blueprint, line: service.line } : {}),
    ...(service.ensuredBy ? { ensuredBy: service.ensuredBy } : {}),
    schema: service.schema,
    created: service.created,
    updated: service.updated,
  }
}

async function readAddresses(records: Records, prefix: string): Promise<string[]> {
  const found: ServiceAddress[] = await records.addresses(prefix)
  return found.map(formatAddress)
}

function toState(state: Model.ActionState, now: Readonly<Record<string, ActionStatus>>) {
  const because = readReason(state.reasonJson)
  return {
    action: state.name,
    status: now[state.name] ?? state.status,
    ...(because ? { reason: describeReason(because), because } : {}),
    ...(state.lastRun ? { lastRun: state.lastRun } : {}),
    ...(state.run ? { run: state.run, job: state.job } : {}),
  }
}
