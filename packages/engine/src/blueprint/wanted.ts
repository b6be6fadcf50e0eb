import type { EventFilter, RecordData, SourcePosition } from '@ays/core'
import type { NamePattern } from './name-pattern.ts'

/** A service that a blueprint, or an action by `ensure`, declares. */
export interface WantedService extends SourcePosition {
  /** Name of the template. */
  readonly template: string
  readonly role: string
  readonly name: string
  /** The fields that were given, canonical: spelled, encoded and decoded as the schema does it. */
  readonly fields: RecordData
  /** Every field of the schema, canonical; defaults where nothing was given. */
  readonly data: RecordData
  /**
   * Argname of a link to the names it was given. Absent: the link was not mentioned; empty: it was,
   * with nothing in it.
   */
  readonly links: Readonly<Record<string, readonly string[]>>
  /** Where the names of a link are given; where the service is, when they are not. */
  locate(argname: string): SourcePosition
}

/** Services by the names of their template and of themselves; a part that is absent means all. */
export interface ServiceSelector {
  readonly actor?: NamePattern
  readonly service?: NamePattern
}

/** An item of an `actions:` block. */
export interface WantedAction extends ServiceSelector, SourcePosition {
  /** In the order of the text. */
  readonly actions: readonly string[]
  /** Milliseconds: from now on the actions recur. */
  readonly recurring?: number
  /** Also where the action is ok already. */
  readonly force: boolean
}

/** An item of an `eventfilters:` block. */
export interface WantedEventFilter extends ServiceSelector, SourcePosition, EventFilter {}

/** True when a filter means this service. */
export function selects(
  { actor, service }: ServiceSelector,
  { template, name }: { readonly template: string; readonly name: string },
): boolean {
  return (actor?.matches(template) ?? true) && (service?.matches(name) ?? true)
}
