import type { FieldChange, LinkChange } from './plan.ts'
import type { ActionStatus, LinkInfo } from './service.ts'
import type { Json } from '../executor/action.ts'

/** What made a revision: `state` is `set-state` by hand, `forget` takes a record away without its actions. */
export type RevisionKind = 'create' | 'update' | 'state' | 'delete' | 'forget'

/** One change of a service's data or links, or one by hand of a state. */
export interface RevisionInfo {
  /** Counts from 1, the creation. */
  readonly revision: number
  readonly kind: RevisionKind
  readonly at: number
  readonly who: string
  /** Such as `apply blueprints/site.yaml`. */
  readonly command: string
  /** Absent when nothing had to run. */
  readonly run?: string
  /** The job that did it; absent for what was planned. */
  readonly job?: number
  readonly action?: string
  /** Where the blueprint declares it; absent where none does. */
  readonly blueprint?: string
  readonly line?: number
  /** Names of the fields that differ. */
  readonly fields: readonly string[]
  readonly links: readonly LinkChange[]
  /** Of kind `state`. */
  readonly state?: {
    readonly action: string
    readonly before: ActionStatus
    readonly after: ActionStatus
  }
}

/** The past of one service: a name that was used again has a uid, and a history, for each life. */
export interface ServiceHistory {
  readonly service: string
  readonly uid: string
  readonly template: string
  /** It is not there any more. */
  readonly deleted: boolean
  /** Uids of the other services that had this name and are gone, newest first. */
  readonly others: readonly string[]
  /** Newest first, as far back as they are kept. */
  readonly revisions: readonly RevisionInfo[]
}

/** A revision, or the one that was there at a time (epoch milliseconds). */
export type HistoryPoint = { readonly revision: number } | { readonly at: number }

export interface RevisionRange {
  readonly from?: number
  readonly to?: number
}

/** What differs between two revisions of a service, field by field. */
export interface ServiceDiff {
  readonly service: string
  readonly uid: string
  readonly from: number
  readonly to: number
  /** Secret fields are "(secret)". */
  readonly fields: readonly FieldChange[]
  readonly links: readonly LinkChange[]
}

/** A service as it was. */
export interface ServiceSnapshot {
  readonly service: string
  readonly uid: string
  readonly template: string
  readonly revision: number
  /** When it became so; absent where only what it was is still known. */
  readonly at?: number
  /** Secret fields are "(secret)" unless they were asked for. */
  readonly data: Readonly<Record<string, Json>>
  readonly producers: readonly LinkInfo[]
}

/** A service whose record was taken away. */
export interface ForgetReport {
  readonly service: string
  readonly uid: string
  /** The last one of its history. */
  readonly revision: number
}

/** How much stays; older is taken away by compaction. */
export interface Retention {
  /** Of each service, beside its creation. */
  readonly revisions: number
  /**
   * Milliseconds: ended runs, the history of services that are gone, events, and the record of calls. Of the
   * runs of a recurring action only its last 20 jobs and its failures stay so long.
   */
  readonly runs: number
}

/** What a compaction took away. */
export interface CompactReport {
  readonly revisions: number
  readonly runs: number
  /** Events, queued runs and entries of the audit. */
  readonly others: number
}
