import type { ErrorData } from '../errors/ays-error.ts'
import type { ActionEvent } from '../executor/executor.ts'
import type { Reason } from '../model/reason.ts'
import type { Json } from '../executor/action.ts'
import type { LogLevel } from '../log/logger.ts'

export type RunState = 'new' | 'running' | 'ok' | 'error' | 'cancelled'
export type JobState = 'new' | 'running' | 'ok' | 'error' | 'skipped' | 'cancelled'

/** How many jobs are in each state. */
export type JobCounts = Readonly<Record<JobState, number>>

export interface RunInfo {
  /** A ULID: sorts by creation. */
  readonly id: string
  readonly state: RunState
  readonly command: string
  readonly who: string
  readonly created: number
  readonly started?: number
  readonly ended?: number
  readonly jobs: JobCounts
  /** A run that is `running` and that nobody drives: run resume goes on with it. */
  readonly interrupted: boolean
}

/** Which runs to list. */
export interface RunFilter {
  /** At most so many; 50 unless told. */
  readonly limit?: number
  /** Only runs in one of these states; `interrupted` ones are `running` too. */
  readonly states?: readonly (RunState | 'interrupted')[]
  /** Only runs older than the one with this id: the next page. */
  readonly before?: string
}

/** How a run is driven. */
export interface DriveRunOptions {
  /** At most so many jobs at once; the executor's capacity when absent or higher. */
  readonly parallel?: number
}

/** How a run that failed or was cancelled is gone on with. */
export interface RetryRunOptions extends DriveRunOptions {
  /** Waits between tries, milliseconds, in place of those of actor.yaml. */
  readonly retries?: readonly number[]
}

/** How a run is cancelled. */
export interface CancelRunOptions {
  /** Does not wait for the actions to stop. */
  readonly kill?: boolean
  /** For the error of what is ended. */
  readonly who?: string
}

/** Which runs to delete: these, or all that ended before a time (epoch milliseconds). */
export type RunSelection = { readonly ids: readonly string[] } | { readonly endedBefore: number }

/** Why a job that has not started does not run yet. */
export type JobWait =
  /** These jobs of the run have not ended; the first few of them. */
  | { readonly kind: 'jobs'; readonly jobs: readonly number[] }
  /** It failed and is tried again then. */
  | { readonly kind: 'retry'; readonly until: number }
  /** As many jobs of its template, or of this action of it, as may run at once do. */
  | { readonly kind: 'concurrency'; readonly of: string; readonly most: number }
  /** As many jobs as the run may have in flight are. */
  | { readonly kind: 'limit'; readonly running: number }
  /** Nobody drives the run: `ays run resume`. */
  | { readonly kind: 'resume' }

export interface JobInfo {
  readonly run: string
  readonly number: number
  readonly service: string
  readonly template: string
  readonly action: string
  readonly state: JobState
  readonly step: number
  readonly needs: readonly number[]
  readonly attempt: number
  /** Why it is in the run; once left out, why. */
  readonly reason: string
  readonly because?: Reason
  readonly args?: Readonly<Record<string, Json>>
  readonly started?: number
  readonly ended?: number
  readonly error?: ErrorData
  /** The number of the job whose commit added this one. */
  readonly grownBy?: number
  /** Of a job that has not started, as it was when it was asked. */
  readonly waits?: JobWait
}

export interface RunDetail extends RunInfo {
  readonly steps: readonly (readonly JobInfo[])[]
}

/** What a run tells while it goes on, in order. */
export type RunEvent =
  | { readonly type: 'run'; readonly run: RunInfo }
  /** A job changed its state, or joined the run. */
  | { readonly type: 'job'; readonly job: JobInfo }
  | { readonly type: 'action'; readonly job: number; readonly event: ActionEvent }
  /** Of a run that is watched: everything before was told, and watching `from` here goes on. */
  | { readonly type: 'mark'; readonly at: string }
  /**
   * Before the run begins: another one holds these services. It is waited for, or gone on with when
   * nobody drives it (its own events follow).
   */
  | {
      readonly type: 'held'
      readonly by: string
      readonly services: readonly string[]
      readonly resumed: boolean
    }

/** Which lines of a log. */
export interface LogFilter {
  /** Only of the job with this number. */
  readonly job?: number
  /** Only lines of this level, and of those that are less talkative. */
  readonly level?: LogLevel
}

export interface LogLineInfo {
  readonly job: number
  readonly at: number
  readonly severity: 'debug' | 'info' | 'warn' | 'error'
  readonly source: 'log' | 'stdout' | 'stderr'
  readonly text: string
}
