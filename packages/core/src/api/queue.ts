import type { ErrorData } from '../errors/ays-error.ts'
import type { PlanRequest } from './plan.ts'

/** What is queued, and how it is to run. */
export interface SubmitRequest {
  readonly request: PlanRequest
  /** The same key again answers the submission that has it, whatever is submitted. */
  readonly key?: string
  /** 0 to 9, 5 unless told; 0 goes first. */
  readonly priority?: number
  /**
   * Waits before a run that failed is retried, milliseconds: 10 s, 30 s, 1, 5, 10 and 30 minutes unless told;
   * empty: it is not.
   */
  readonly delays?: readonly number[]
  /** As in ApplyRequest. */
  readonly barrier?: boolean
  readonly parallel?: number
  readonly retries?: readonly number[]
  readonly who?: string
}

/**
 * `queued`: not started, or held by others. `running`: its run goes on. `waiting`: its run failed and is retried later. The
 * others are ends.
 */
export type SubmissionState = 'queued' | 'running' | 'waiting' | 'ok' | 'error' | 'cancelled'

export interface SubmissionInfo {
  /** A ULID: sorts by creation. */
  readonly id: string
  readonly state: SubmissionState
  readonly command: string
  readonly who: string
  readonly priority: number
  readonly created: number
  readonly key?: string
  /** The run that it started. */
  readonly run?: string
  /** How often the run was retried. */
  readonly retries: number
  /** When it is retried next. */
  readonly retryAt?: number
  /** Why it could not be started. */
  readonly error?: ErrorData
  readonly ended?: number
}

/** Which submissions to list. */
export interface QueueFilter {
  /** At most so many; 50 unless told. */
  readonly limit?: number
  readonly states?: readonly SubmissionState[]
  /** Only older ones than this: the next page. */
  readonly before?: string
}
