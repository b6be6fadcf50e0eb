import type { SignalOption } from '../store/store.ts'
import type { EventDetail, EventInfo, EventsFilter, NewEvent } from './event.ts'
import type { QueueFilter, SubmissionInfo, SubmitRequest } from './queue.ts'
import type { PauseChange, ServiceDetail } from './service.ts'

/** What AysApi asks of the work of a daemon: it is stored at once, and done by whoever leads. */
export interface WorkApi {
  /**
   * Queues a run: it is planned when its turn comes. Runs of disjoint services go on at once, overlapping ones in
   * the order of their priority and their submission. AYS_USAGE.
   */
  submitRun(request: SubmitRequest, options?: SignalOption): Promise<SubmissionInfo>
  /** Newest first. */
  listQueue(filter?: QueueFilter, options?: SignalOption): Promise<SubmissionInfo[]>
  /** AYS_SUBMISSION_UNKNOWN. */
  showSubmission(id: string, options?: SignalOption): Promise<SubmissionInfo>
  /**
   * What has not started never will, and is not retried; a run that goes on is cancelled. One that has ended stays as it
   * is. AYS_SUBMISSION_UNKNOWN.
   */
  cancelSubmission(id: string, options?: SignalOption): Promise<SubmissionInfo>
  /** AYS_USAGE. */
  sendEvent(event: NewEvent, options?: SignalOption): Promise<EventInfo>
  /** Newest first. */
  listEvents(filter?: EventsFilter, options?: SignalOption): Promise<EventInfo[]>
  /** AYS_EVENT_UNKNOWN. */
  showEvent(id: string, options?: SignalOption): Promise<EventDetail>
  /** Looks at an event anew, with the filters of now. AYS_EVENT_UNKNOWN; AYS_USAGE while it is being handled. */
  replayEvent(id: string, options?: SignalOption): Promise<EventInfo>
  /** Nothing of the service recurs while it is paused. AYS_SERVICE_UNKNOWN, AYS_SERVICE_CHANGED. */
  pauseService(address: string, change: PauseChange, options?: SignalOption): Promise<ServiceDetail>
}
