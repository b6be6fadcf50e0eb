import type { ActionCall, CallService, HostCall, Records as Model, ServiceAddress } from '@ays/core'
import type { Draft } from './draft.ts'
import type { Schemas } from './schemas.ts'

/** What a call is made of, beside the services it shows to the action. */
export type CallHead = Omit<ActionCall, keyof Linked | 'inspect'>

/** A service on its way to an action, with those it is linked to. */
type Linked = Pick<ActionCall, 'service' | 'parent' | 'producers'>

type Lookup = (address: ServiceAddress) => Model.Service | undefined

/** The call that runs an action of a service, with the services it is linked to. */
export function makeCall(head: CallHead, service: Model.Service, lookup: Lookup): ActionCall {
  const { id, code, action, host, args, attempt, idempotencyKey, timeout, planning } = head
  const { service: own, parent, producers } = withLinks(service, lookup)
  return {
    id,
    code,
    action,
    service: own,
    ...(parent && { parent }),
    producers,
    ...(host && { host }),
    args,
    attempt,
    idempotencyKey,
    timeout,
    planning,
  }
}

function withLinks(service: Model.Service, lookup: Lookup): Linked {
  const linked = service.links.flatMap((link) => {
    const found = lookup(link)
    return found ? [{ link, service: toCallService(found) }] : []
  })
  const parent = linked.find(({ link }) => link.parent)?.service
  return {
    service: toCallService(service),
    ...(parent ? { parent } : {}),
    producers: linked.map((one) => one.service),
  }
}

/** One for each record: what many calls share goes into a message once. */
const callServices = new WeakMap<Model.Service, CallService>()

function toCallService(service: Model.Service): CallService {
  const known = callServices.get(service)
  if (known) return known
  const { role, name, uid, actor, schema, data } = service
  const made = { role, name, uid, template: actor, schema, data }
  callServices.set(service, made)
  return made
}

/**
 * Who says where programs of the service run: its nearest ancestor whose template exports getExecutor. The
 * executor can ask for the schemas of what that sees. Undefined: they run on this machine.
 */
export async function findHost(
  draft: Draft,
  schemas: Schemas,
  service: Model.Service,
): Promise<HostCall | undefined> {
  const parent = await parentOf(draft, service)
  if (parent === undefined) return undefined
  const actor = await draft.actor(parent.actor)
  const code = actor?.actions.get('getExecutor')?.code
  if (code === undefined) return findHost(draft, schemas, parent)
  await draft.load(parent.links)
  await knowSchemas(draft, schemas, [parent])
  return { code, ...withLinks(parent, (address) => draft.get(address)) }
}

async function parentOf(
  draft: Draft,
  { links }: Model.Service,
): Promise<Model.Service | undefined> {
  const link = links.find(({ parent }) => parent)
  if (link === undefined) return undefined
  await draft.load([link])
  return draft.get(link)
}

/** The executor asks for schemas by hash: those of calls are read before it can. */
export async function knowSchemas(
  draft: Draft,
  schemas: Schemas,
  services: Iterable<Model.Service>,
): Promise<void> {
  const actors = new Set<string>()
  for (const { actor, links } of services) {
    actors.add(actor)
    for (const link of links) actors.add(draft.get(link)?.actor ?? actor)
  }
  for (const name of actors) {
    const actor = await draft.actor(name)
    if (actor) schemas.of(actor)
  }
}

/** The service as stop and uninstall see it while it moves from one parent to another. */
export function asItWas(service: Model.Service): Model.Service {
  if (service.beforeLinks.length === 0) return service
  return { ...service, data: service.beforeData, links: service.beforeLinks }
}
