import type { RunDetail, WorkApi } from '@ays/core'
import { listEvents, showEvent } from '../event/read-events.ts'
import { replayEvent, sendEvent } from '../event/send-event.ts'
import { cancelSubmission } from '../queue/cancel-submission.ts'
import { listQueue, showSubmission } from '../queue/read-queue.ts'
import { toSubmissionInfo } from '../queue/submission.ts'
import { submitRun } from '../queue/submit-run.ts'
import { pauseService } from '../timer/pause-service.ts'
import type { ServiceTools } from './service-api.ts'
import { showService } from './read-services.ts'

interface WorkApiTools extends ServiceTools {
  readonly cancelRun: (id: string) => Promise<RunDetail>
}

/** What AysApi asks of the work of a daemon. */
export function createWorkApi(tools: WorkApiTools): WorkApi {
  const { records, schemas, now } = tools
  return {
    submitRun: async (request) => toSubmissionInfo(await submitRun(records, now(), request)),
    listQueue: (filter) => listQueue(records, filter),
    showSubmission: (id) => showSubmission(records, id),
    cancelSubmission: (id) => cancelSubmission(tools, id),
    sendEvent: (event) => sendEvent(records, now(), event),
    listEvents: (filter) => listEvents(records, filter),
    showEvent: (id) => showEvent(records, id),
    replayEvent: (id) => replayEvent(records, id),
    pauseService: async (address, change) => {
      await pauseService(tools, address, change)
      return showService(records, schemas, address, false)
    },
  }
}
