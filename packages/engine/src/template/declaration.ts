import {
  type ActionOptions,
  type ConsumeLink,
  type EventFilter,
  parseDuration,
  type ParentLink,
  type Recurring,
  roleOf,
} from '@ays/core'
import { fieldName } from '../blueprint/field-name.ts'
import type {
  ActionEntry,
  ActorFile,
  ConsumeEntry,
  EventEntry,
  ParentEntry,
  RecurringEntry,
} from './actor-shape.ts'

/** What a template says beside its fields and its code. */
export interface Declaration {
  readonly goal?: string
  /** Jobs of its services at once. */
  readonly concurrency?: number
  readonly parent?: ParentLink
  readonly consume: readonly ConsumeLink[]
  readonly options: Readonly<Record<string, ActionOptions>>
  readonly recurring: readonly Recurring[]
  readonly events: readonly EventFilter[]
  readonly onChange: Readonly<Record<string, readonly string[]>>
  readonly docs: Readonly<Record<string, string>>
}

/** Says nothing. */
export const NO_DECLARATION: Declaration = {
  consume: [],
  options: {},
  recurring: [],
  events: [],
  onChange: {},
  docs: {},
}

/** A checked actor.yaml with its defaults, durations in milliseconds and fields in their one spelling. */
export function toDeclaration(file: ActorFile): Declaration {
  return {
    ...(file.goal === undefined ? {} : { goal: file.goal }),
    ...(file.concurrency === undefined ? {} : { concurrency: file.concurrency }),
    ...(file.links?.parent && { parent: toParent(file.links.parent) }),
    consume: (file.links?.consume ?? []).map(toConsume),
    options: mapValues(file.actions ?? {}, toOptions),
    recurring: (file.recurring ?? []).map(toRecurring),
    events: (file.events ?? []).map(toEvent),
    onChange: spellKeys(file.onChange ?? {}),
    docs: spellKeys(file.doc ?? {}),
  }
}

/**
 * One declaration of several: each link (by its field), option, recurring action, event and text comes
 * from the first that has it.
 */
export function mergeDeclarations(declarations: readonly Declaration[]): Declaration {
  const parent = declarations.find((declaration) => declaration.parent)?.parent
  const goal = declarations.find((declaration) => declaration.goal !== undefined)?.goal
  const concurrency = declarations.find((one) => one.concurrency !== undefined)?.concurrency
  return {
    ...(goal === undefined ? {} : { goal }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(parent && { parent }),
    // A parent counts as consumed in HRD; for us it is one link.
    consume: merge(declarations, 'consume', ({ argname }) => argname).filter(
      ({ argname }) => argname !== parent?.argname,
    ),
    options: mergeMaps(declarations.map(({ options }) => options)),
    recurring: merge(declarations, 'recurring', ({ action }) => action),
    events: merge(declarations, 'events', (event) => JSON.stringify(event)),
    onChange: mergeMaps(declarations.map(({ onChange }) => onChange)),
    docs: mergeMaps(declarations.map(({ docs }) => docs)),
  }
}

interface Lists {
  readonly consume: ConsumeLink
  readonly recurring: Recurring
  readonly events: EventFilter
}

function merge<Key extends keyof Lists>(
  declarations: readonly { readonly [K in Key]: readonly Lists[Key][] }[],
  key: Key,
  identify: (item: Lists[Key]) => string,
): Lists[Key][] {
  const found = new Map<string, Lists[Key]>()
  for (const item of declarations.flatMap((declaration) => declaration[key])) {
    if (!found.has(identify(item))) found.set(identify(item), item)
  }
  return [...found.values()]
}

function mergeMaps<T>(maps: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  return Object.fromEntries(maps.toReversed().flatMap((map) => Object.entries(map)))
}

function toParent({ role, argname, auto = false, optional = false }: ParentEntry): ParentLink {
  return { role: roleOf(role), argname: fieldName(argname ?? roleOf(role)), auto, optional }
}

function toConsume(entry: ConsumeEntry): ConsumeLink {
  const { argname, min = 0, max = 0, auto = false, onChange } = entry
  const role = roleOf(entry.role)
  return {
    role,
    argname: fieldName(argname ?? role),
    min,
    max,
    auto,
    ...(onChange && { onChange }),
  }
}

function toOptions(entry: ActionEntry): ActionOptions {
  const { after, timeout, retry, concurrency, log, args } = entry
  return {
    ...(after && { after }),
    ...(timeout !== undefined && { timeout: parseDuration(timeout) }),
    ...(retry && { retry: retry.map(parseDuration) }),
    ...(concurrency !== undefined && { concurrency }),
    ...(log !== undefined && { log }),
    ...(args !== undefined && { args }),
  }
}

function toRecurring({ period, jitter, log = true, ...entry }: RecurringEntry): Recurring {
  return {
    ...entry,
    ...(period !== undefined && { period: parseDuration(period) }),
    ...(jitter !== undefined && { jitter: parseDuration(jitter) }),
    log,
  }
}

function toEvent({ command = '', secrets = [], ...entry }: EventEntry): EventFilter {
  return { ...entry, command, secrets }
}

function mapValues<From, To>(
  map: Readonly<Record<string, From>>,
  convert: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value)]))
}

function spellKeys<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [fieldName(key), value]))
}
