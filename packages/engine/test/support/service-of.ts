import type { Records as Model, ServiceAddress } from '@ays/core'

const NO_BYTES = new Uint8Array(0)

/** A Service record of which only this is said. */
export function serviceOf(
  address: ServiceAddress,
  said: Partial<Model.Service> = {},
): Model.Service {
  return {
    ...address,
    uid: address.name,
    actor: address.role,
    schema: '',
    data: NO_BYTES,
    declared: NO_BYTES,
    declaredFields: [],
    origin: 'blueprint',
    blueprint: '',
    line: 0,
    ensuredBy: '',
    madeFor: '',
    links: [],
    actions: [],
    created: 0,
    updated: 0,
    beforeData: NO_BYTES,
    beforeLinks: [],
    eventsJson: '',
    revision: 0,
    paused: false,
    ...said,
  }
}
