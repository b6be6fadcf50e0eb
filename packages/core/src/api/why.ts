import type { Reason } from '../model/reason.ts'
import type { FieldChange, LinkChange } from './plan.ts'
import type { JobInfo, JobWait } from './run.ts'
import type { ActionStatus } from './service.ts'

/** Why a service is there, and why its actions are as they are. */
export interface WhyReport {
  readonly service: string
  readonly uid: string
  readonly template: string
  /** Of the service, then of the one that it was made for or whose action ensured it, and so on. */
  readonly exists: readonly Existence[]
  /** The action that was asked for, else every one that is not `new` or has a job in a run under way. */
  readonly actions: readonly WhyAction[]
}

/** Who declared a service, and how it came about. */
export interface Existence {
  readonly service: string
  readonly origin: 'blueprint' | 'auto' | 'ensured'
  readonly blueprint?: string
  readonly line?: number
  /** The service whose action ensured it, or for which it was made. */
  readonly by?: string
  readonly at: number
  /** The rest is absent once the creation is no longer in the history. */
  readonly who?: string
  readonly command?: string
  /** Absent when nothing had to run. */
  readonly run?: string
  /** The job that ensured it; absent when that was while planning. */
  readonly job?: number
  readonly action?: string
}

export interface WhyAction {
  readonly action: string
  readonly status: ActionStatus
  /** Why it is to do, else why it was done the last time; absent when no run ever did it. */
  readonly reason?: Reason
  /** Behind a reason that somebody needs it: who, and why that is to do, up to where it began. */
  readonly trail: readonly WhyNeeded[]
  /** Of reasons that are changes: what differs, of this service or of its producer; secrets are masked. */
  readonly fields: readonly FieldChange[]
  readonly links: readonly LinkChange[]
  /** The job that did it last. */
  readonly last?: JobInfo
  /** Of an action that is not done: its job in the run under way, or the one that was left out. */
  readonly job?: JobInfo
  /** The job that did not end well and for which `job` was left out. */
  readonly cause?: JobInfo
  /** What has to happen first; never empty for an action that is not at rest and not running. */
  readonly waits: readonly Wait[]
}

/** An action that needs another one, and why it is in the run itself. */
export interface WhyNeeded {
  readonly service: string
  readonly action: string
  readonly reason: Reason
}

/** What an action waits for. */
export type Wait =
  /** Another job of the run. */
  | {
      readonly kind: 'job'
      readonly service: string
      readonly action: string
      readonly job: number
      readonly state: JobInfo['state']
    }
  | Exclude<JobWait, { readonly kind: 'jobs' }>
  /** A disabled action that somebody has to enable. */
  | { readonly kind: 'disabled'; readonly service: string; readonly action: string }
  /** Its service is held by this run, which does not do it. */
  | { readonly kind: 'claim'; readonly run: string }
  /** No run is under way that would do it: `ays run`. */
  | { readonly kind: 'run' }
