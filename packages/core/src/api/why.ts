import type { Reason } from '../model/reason.ts'
import type { FieldChange, LinkChange } from './plan.ts'
import type { JobInfo } from './run.ts'
import type { ActionStatus } from './service.ts'

/** Why a service is there, and why its actions are as they are. */
export interface WhyReport {
  readonly service: string
  readonly uid: string
  readonly template: string
  readonly exists: Existence
  /** The action that was asked for, else every action that is not `new`. */
  readonly actions: readonly WhyAction[]
}

/** Who declared a service, and how it came about. */
export interface Existence {
  readonly origin: 'blueprint' | 'auto' | 'ensured'
  readonly blueprint?: string
  readonly line?: number
  /** The service whose action ensured it, or for which it was made. */
  readonly by?: string
  readonly at: number
  /** The rest is absent once the creation is no longer in the history. */
  readonly who?: string
  readonly command?: string
  readonly run?: string
  /** The job that ensured it; absent when that was while planning. */
  readonly job?: number
  readonly action?: string
}

export interface WhyAction {
  readonly action: string
  readonly status: ActionStatus
  /** Absent for an action at rest that no run did. */
  readonly reason?: Reason
  /** Of reasons that are changes: what differs, of this service or of its producer; secrets are masked. */
  readonly fields: readonly FieldChange[]
  readonly links: readonly LinkChange[]
  /** The job that did it last. */
  readonly last?: JobInfo
  /** Of an action that is not at rest: its job in the run under way, or the one that left it out. */
  readonly job?: JobInfo
  /** What has to happen first; never empty for an action that is not at rest and not running. */
  readonly waits: readonly Wait[]
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
  /** A disabled action that somebody has to enable. */
  | { readonly kind: 'disabled'; readonly service: string; readonly action: string }
  /** The services that it would change are held by this run. */
  | { readonly kind: 'claim'; readonly run: string }
  /** As many jobs as may run at once do. */
  | { readonly kind: 'limit' }
  /** As many jobs of this template's action as may run at once do. */
  | { readonly kind: 'concurrency'; readonly template: string; readonly action: string }
  /** It failed and starts again then. */
  | { readonly kind: 'retry'; readonly until: number }
  /** The process that drove the run is gone: `ays run resume`. */
  | { readonly kind: 'resume'; readonly run: string }
  /** No run is under way that would do it: `ays run`. */
  | { readonly kind: 'run' }
