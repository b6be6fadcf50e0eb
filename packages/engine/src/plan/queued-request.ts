import type { PlanRequest } from '@ays/core'

/** What a queued run can be asked for. */
export type QueuedRequest = PlanRequest | EventRequest

/** Whatever hears an event does what its filter says. */
interface EventRequest {
  readonly kind: 'event'
  /** Its id. */
  readonly event: string
}
