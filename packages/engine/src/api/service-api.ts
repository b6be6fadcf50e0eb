import type { ServiceApi } from '@ays/core'
import { forgetService, setState } from '../history/by-hand.ts'
import { diffService, showHistory, showServiceAt } from '../history/show-history.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import { listServices, showService, toState } from './read-services.ts'

export interface ServiceTools {
  readonly records: Records
  readonly schemas: Schemas
  readonly now: () => number
}

/** What AysApi does with services. */
export function createServiceApi(tools: ServiceTools): ServiceApi {
  const { records, schemas } = tools
  return {
    listServices: (filter) => listServices(records, filter),
    showService: (address, options) =>
      showService(records, schemas, address, options?.secrets ?? false),
    serviceHistory: (address, options) => showHistory(tools, { address, uid: options?.uid }),
    diffService: (address, range, options) =>
      diffService(tools, { address, uid: options?.uid }, range),
    showServiceAt: (address, point, options) =>
      showServiceAt(tools, { address, uid: options?.uid }, point, options?.secrets),
    setServiceState: async (address, change) => toState(await setState(tools, address, change)),
    forgetService: (address, options) => forgetService(tools, address, options),
  }
}
