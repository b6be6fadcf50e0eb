/** Up to one parent, any number of consumed roles. */
export interface TemplateLinks {
  readonly parent?: ParentLink
  readonly consume: readonly ConsumeLink[]
}

/** Which service owns this one. A parent is always a producer too. */
export interface ParentLink {
  /** A role, without dots. */
  readonly role: string
  /** The field of the data that names it. */
  readonly argname: string
  /** Creates one when there is none. */
  readonly auto: boolean
  /** None is fine too. */
  readonly optional: boolean
}

/** Which services this one uses. */
export interface ConsumeLink {
  readonly role: string
  readonly argname: string
  readonly min: number
  /** 0: no limit. */
  readonly max: number
  readonly auto: boolean
  /** Actions that are marked changed when a producer's data changed; default processChange, else install. */
  readonly onChange?: readonly string[]
}

/** What actor.yaml may say of an action. */
export interface ActionOptions {
  /** Actions needed before: `init`, or `producers.start`. Default: the chain of section 7 of the design. */
  readonly after?: readonly string[]
  /** Milliseconds. */
  readonly timeout?: number
  /** Waits between tries, milliseconds; empty: one try. */
  readonly retry?: readonly number[]
  /** How many jobs of this action of this template at once. */
  readonly concurrency?: number
  readonly log?: boolean
  /** The struct of the schema that types the arguments. */
  readonly args?: string
}

/** An action that happens again and again. */
export interface Recurring {
  readonly action: string
  /** Milliseconds; or cron. */
  readonly period?: number
  readonly cron?: string
  /** Where the times of cron are: an IANA name such as Europe/Brussels; UTC when absent. */
  readonly timezone?: string
  /** Milliseconds: each service comes later by a part of them, always the same. */
  readonly jitter?: number
  /** For times that pass while a run still holds the service; `skip` when absent. */
  readonly overlap?: MissedTimes
  /** For times that pass while no daemon is there; `one` when absent. */
  readonly catchUp?: MissedTimes
  readonly log: boolean
}

/** Times that passed: are left out, are made up for with one job, or with one job each, in order. */
export type MissedTimes = 'skip' | 'one' | 'queue'

/** Which events start which actions. */
export interface EventFilter {
  /** `all`: any. */
  readonly channel: string
  /** Empty: any. */
  readonly command: string
  /** The event has all of these. */
  readonly tags?: readonly string[]
  /** Who emitted it: a role, or the address of a service. */
  readonly source?: string
  readonly actions: readonly string[]
  /** The event brings one of these, or is signed with one. */
  readonly secrets: readonly string[]
}

/** The names with a meaning for AYS; a template may export others. */
export const FRAMEWORK_ACTIONS = [
  'input',
  'init',
  'install',
  'start',
  'monitor',
  'stop',
  'uninstall',
  'delete',
  'processChange',
  'getExecutor',
  'check',
] as const
