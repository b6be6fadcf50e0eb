import {
  type ActionStateInfo,
  type ActionStatus,
  describeReason,
  formatAddress,
  type Records as Model,
  type ServiceAddress,
  type ServiceDetail,
  type ServiceFilter,
  type ServiceInfo,
} from '@ays/core'
import { findService } from '../state/find-service.ts'
import { keys } from '../state/keys.ts'
import { readReason } from '../state/read-reason.ts'
import { readSchema } from '../state/read-schema.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import { showData } from '../state/show-data.ts'
import { toLinkInfo } from '../state/to-link-info.ts'
import { findServices } from './find-services.ts'
import { type RunningActions, RunningJobs } from './read-running.ts'

/** As ServiceApi.listServices(). */
export async function listServices(
  records: Records,
  filter: ServiceFilter = {},
): Promise<ServiceInfo[]> {
  const { limit = Number.POSITIVE_INFINITY } = filter
  const running = new RunningJobs(records)
  const result: ServiceInfo[] = []
  for await (const services of findServices(records, filter)) {
    const now = await running.of(services)
    for (const service of services) {
      const info = toServiceInfo(service, now)
      if (isInState(info, filter)) result.push(info)
      if (result.length >= limit) return result
    }
  }
  return result
}

function isInState({ actions }: ServiceInfo, { states }: ServiceFilter): boolean {
  return states === undefined || Object.values(actions).some((status) => states.includes(status))
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

/** As ServiceApi.showService(). */
export async function showService(
  records: Records,
  schemas: Schemas,
  text: string,
  secrets: boolean,
): Promise<ServiceDetail> {
  const { value: service, version } = await findService(records, text)
  const schema = await readSchema(records, schemas, service.actor)
  const info = toServiceInfo(service, await new RunningJobs(records).of([service]))
  return {
    ...info,
    data: showData(schema, schema.decode(service.data), secrets),
    producers: service.links.map(toLinkInfo),
    consumers: await readAddresses(records, keys.consumersOf(service)),
    children: await readAddresses(records, keys.childrenOf(service)),
    states: service.actions.map((state) => toState(state, info.actions)),
    ...(service.blueprint ? { blueprint: service.blueprint, line: service.line } : {}),
    ...(service.ensuredBy ? { ensuredBy: service.ensuredBy } : {}),
    paused: service.paused,
    version,
    schema: service.schema,
    created: service.created,
    updated: service.updated,
  }
}

async function readAddresses(records: Records, prefix: string): Promise<string[]> {
  const found: ServiceAddress[] = await records.addresses(prefix)
  return found.map(formatAddress)
}

/** With the actions that a job works on now. */
export function toState(
  state: Model.ActionState,
  now: Readonly<Record<string, ActionStatus>> = {},
): ActionStateInfo {
  const because = readReason(state.reasonJson)
  return {
    action: state.name,
    status: now[state.name] ?? state.status,
    ...(because ? { reason: describeReason(because), because } : {}),
    ...(state.due ? { due: state.due } : {}),
    ...(state.lastRun ? { lastRun: state.lastRun } : {}),
    ...(state.run ? { run: state.run, job: state.job } : {}),
  }
}
