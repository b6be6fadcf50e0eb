import type { ErrorData } from '../errors/ays-error.ts'
import type { ActionEvent } from '../executor/executor.ts'
import type { Reason } from '../model/reason.ts'
import type { Json } from '../executor/action.ts'

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

export interface LogLineInfo {
  readonly job: number
  readonly at: number
  readonly severity: 'debug' | 'info' | 'warn' | 'error'
  readonly source: 'log' | 'stdout' | 'stderr'
  readonly text: string
}
