import type {
  ActionOptions,
  EventFilter,
  Records as Model,
  Recurring,
  TemplateLinks,
} from '@ays/core'
import { parseJson } from './json.ts'

/** What an action waits for on its own service, or on each producer. */
export interface Need {
  readonly action: string
  readonly of: 'self' | 'producers'
  /** Puts the other action into the run when it is not ok; otherwise it only comes after it. */
  readonly pulls: boolean
}

interface ActorAction {
  readonly name: string
  /** sha256 of the bundle. */
  readonly code: string
  readonly inputs: string
  readonly options: ActionOptions
}

/** An Actor record, read once: what planning and running ask of a template. */
export interface ActorView {
  readonly name: string
  readonly record: Model.Actor
  readonly links: TemplateLinks
  readonly actions: ReadonlyMap<string, ActorAction>
  /** Field to the actions that its change schedules. */
  readonly onChange: Readonly<Record<string, readonly string[]>>
  readonly recurring: readonly Recurring[]
  readonly events: readonly EventFilter[]
  /** The action that creating a service schedules; undefined when it exports none. */
  readonly goal: string | undefined
}

/** Design section 7; actions that are not named here need nothing on their own service. */
const CHAIN: Readonly<Record<string, readonly string[]>> = {
  install: ['init'],
  start: ['install'],
  monitor: ['start'],
  uninstall: ['stop'],
  delete: ['uninstall'],
}

/** Go over consumers and children instead of producers. */
export const REVERSE_ACTIONS: ReadonlySet<string> = new Set(['stop', 'uninstall', 'delete'])

/** Answer a question or a change: nobody's need for them starts one on a producer. */
const PASSIVE: ReadonlySet<string> = new Set(['processChange', 'check', 'getExecutor', 'input'])

export function viewActor(record: Model.Actor): ActorView {
  const actions = new Map(
    record.actions.map(({ name, code, inputs, optionsJson }) => [
      name,
      { name, code, inputs, options: parseJson<ActionOptions>(optionsJson, {}) },
    ]),
  )
  return {
    name: record.name,
    record,
    links: parseJson<TemplateLinks>(record.linksJson, { consume: [] }),
    actions,
    onChange: parseJson(record.onChangeJson, {}),
    recurring: parseJson(record.recurringJson, []),
    events: parseJson(record.eventsJson, []),
    goal: goalOf(record.goal, actions),
  }
}

/** What its author says, else `start`, else `install`; undefined where nothing is exported. */
export function goalOf(
  declared: string | undefined,
  actions: Pick<ReadonlySet<string>, 'has'>,
): string | undefined {
  return declared || ['start', 'install'].find((name) => actions.has(name))
}

/** What this action waits for, the same action of the neighbours left out (see {@link pullsNeighbours}). */
export function needsOf(actor: ActorView, action: string): readonly Need[] {
  const after = actor.actions.get(action)?.options.after
  const needs = (after ?? CHAIN[action] ?? []).map(toNeed)
  if (action === 'processChange') needs.push({ action: 'install', of: 'self', pulls: false })
  return needs
}

/** False for actions that a consumer's same action only comes after. */
export function pullsNeighbours(action: string): boolean {
  return !PASSIVE.has(action)
}

/** `delete` is always there: without code of its own it only takes the record away. */
export function hasAction(actor: ActorView, action: string): boolean {
  return action === 'delete' || actor.actions.has(action)
}

const OF_PRODUCERS = 'producers.'

function toNeed(text: string): Need {
  if (!text.startsWith(OF_PRODUCERS)) return { action: text, of: 'self', pulls: true }
  return { action: text.slice(OF_PRODUCERS.length), of: 'producers', pulls: true }
}
