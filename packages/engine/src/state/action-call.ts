import type { ActionCall, CallService, Records as Model, ServiceAddress } from '@ays/core'
import type { Draft } from './draft.ts'
import type { Schemas } from './schemas.ts'

/** What a call is made of, beside the services it shows to the action. */
export type CallHead = Omit<ActionCall, 'service' | 'parent' | 'producers'>

/** The call that runs an action of a service, with the services it is linked to. */
export function makeCall(
  head: CallHead,
  service: Model.Service,
  lookup: (address: ServiceAddress) => Model.Service | undefined,
): ActionCall {
  const linked = service.links.flatMap((link) => {
    const found = lookup(link)
    return found ? [{ link, service: toCallService(found) }] : []
  })
  const parent = linked.find(({ link }) => link.parent)?.service
  return {
    ...head,
    service: toCallService(service),
    ...(parent ? { parent } : {}),
    producers: linked.map((one) => one.service),
  }
}

function toCallService({ role, name, uid, actor, schema, data }: Model.Service): CallService {
  return { role, name, uid, template: actor, schema, data }
}

/** The executor asks for schemas by hash: those of a call are read before it can. */
export async function knowSchemas(
  draft: Draft,
  schemas: Schemas,
  service: Model.Service,
): Promise<void> {
  const linked = service.links.flatMap((link) => draft.get(link)?.actor ?? [])
  for (const name of new Set([service.actor, ...linked])) {
    const actor = await draft.actor(name)
    if (actor) schemas.of(actor)
  }
}

/** The service as stop and uninstall see it while it moves from one parent to another. */
export function asItWas(service: Model.Service): Model.Service {
  if (service.beforeLinks.length === 0) return service
  return { ...service, data: service.beforeData, links: service.beforeLinks }
}
