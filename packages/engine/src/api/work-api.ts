import type { WorkApi } from '@ays/core'
import { pauseService } from '../timer/pause-service.ts'
import type { ServiceTools } from './service-api.ts'
import { showService } from './read-services.ts'

/** What AysApi asks of the work of a daemon. */
export function createWorkApi(tools: ServiceTools): WorkApi {
  const { records, schemas } = tools
  return {
    pauseService: async (address, { paused }) => {
      await pauseService(tools, address, paused)
      return showService(records, schemas, address, false)
    },
  }
}
