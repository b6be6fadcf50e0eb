import type { Json } from '../executor/action.ts'

/** What somebody sends. */
export interface NewEvent {
  /** The command that filters ask for. */
  readonly name: string
  /** `generic` unless told. */
  readonly channel?: string
  /** What the actions get as args, when it is an object; else they get it as `payload`. */
  readonly payload?: Json
  readonly tags?: readonly string[]
  /** Only services of this role, and of this name, hear it. */
  readonly role?: string
  readonly service?: string
  /** For filters that ask for one. */
  readonly secret?: string
  /** The hex HMAC-SHA256 of `signed`, for filters that ask for a secret. */
  readonly signature?: string
  readonly signed?: string
  /** Who it comes from: events of one source are handled in their order. Who sends it unless told. */
  readonly source?: string
  readonly who?: string
}

/**
 * `new`: nobody has looked at it. `unheard`: no filter takes it. `queued`, `running`: it is being handled. `done`: it
 * was. `dead`: it could not be, and is not tried again unless it is replayed.
 */
export type EventState = 'new' | 'unheard' | 'queued' | 'running' | 'done' | 'dead'

export interface EventInfo {
  /** A ULID: sorts by the time it came. */
  readonly id: string
  readonly state: EventState
  readonly channel: string
  readonly name: string
  readonly tags: readonly string[]
  readonly source: string
  readonly at: number
  /** The queued run that handles it. */
  readonly submission?: string
}

export interface EventDetail extends EventInfo {
  readonly payload: Json
  /** Only services of this role, and of this name, hear it. */
  readonly role?: string
  readonly service?: string
}

/** Which events to list. */
export interface EventsFilter {
  /** At most so many; 50 unless told. */
  readonly limit?: number
  readonly states?: readonly EventState[]
  readonly channel?: string
  /** Only older ones than this: the next page. */
  readonly before?: string
}
