import type { MissedTimes } from '@ays/core'
import { DURATION } from '../yaml/duration-shape.ts'
import { Shape } from '../yaml/shape.ts'

/** actor.yaml as it is written; every key may be missing. */
export interface ActorFile {
  readonly goal?: string
  readonly concurrency?: number
  readonly links?: {
    readonly parent?: ParentEntry
    readonly consume?: readonly ConsumeEntry[]
  }
  readonly actions?: Readonly<Record<string, ActionEntry>>
  readonly recurring?: readonly RecurringEntry[]
  readonly events?: readonly EventEntry[]
  readonly onChange?: Readonly<Record<string, readonly string[]>>
  readonly doc?: Readonly<Record<string, string>>
}

export interface ParentEntry {
  readonly role: string
  readonly argname?: string
  readonly auto?: boolean
  readonly optional?: boolean
}

export interface ConsumeEntry {
  readonly role: string
  readonly argname?: string
  readonly min?: number
  readonly max?: number
  readonly auto?: boolean
  readonly onChange?: readonly string[]
}

export interface ActionEntry {
  readonly after?: readonly string[]
  readonly timeout?: Duration
  readonly retry?: readonly Duration[]
  readonly concurrency?: number
  readonly log?: boolean
  readonly args?: string
}

export interface RecurringEntry {
  readonly action: string
  readonly period?: Duration
  readonly cron?: string
  readonly timezone?: string
  readonly jitter?: Duration
  readonly overlap?: MissedTimes
  readonly catchUp?: MissedTimes
  readonly log?: boolean
}

export interface EventEntry {
  readonly channel: string
  readonly command?: string
  readonly tags?: readonly string[]
  readonly source?: string
  readonly actions: readonly string[]
  readonly secrets?: readonly string[]
}

type Duration = string | number

const ACTION = {
  title: 'the name of an action',
  type: 'string',
  pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
}
const ACTIONS = { title: 'a list of actions', type: 'array', items: ACTION }
const NEEDS = {
  title: 'a list of actions, or of producers.<action>',
  type: 'array',
  items: {
    title: 'the name of an action, or producers.<action>',
    type: 'string',
    pattern: '^(producers\\.)?[A-Za-z_][A-Za-z0-9_]*$',
  },
}
const TEXTS = {
  title: 'a list of texts',
  type: 'array',
  items: { title: 'a text', type: 'string' },
}
const TEXT = { title: 'a text', type: 'string', minLength: 1 }
const MISSED = { title: 'skip, one or queue', type: 'string', enum: ['skip', 'one', 'queue'] }
const FLAG = { title: 'true or false', type: 'boolean' }
const FIELD = { title: 'the name of a field', type: 'string', minLength: 1 }
const ROLE = {
  title: 'a role or the name of a template',
  type: 'string',
  pattern: '^[^\\s!.][^\\s!]*$',
}
const AT_ONCE = { title: 'a whole number from 1 on', type: 'integer', minimum: 1 }
const COUNT = { title: 'a whole number from 0 on', type: 'integer', minimum: 0 }

/** JSON Schema of actor.yaml; published as @ays/engine/actor.schema.json for editors. */
export const ACTOR_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  description: 'actor.yaml of an AYS actor template',
  title: 'a mapping of what an actor is',
  type: 'object',
  additionalProperties: false,
  properties: {
    goal: {
      ...ACTION,
      description: 'What creating a service schedules; else start, else install.',
    },
    concurrency: {
      ...AT_ONCE,
      description: 'How many jobs of all services of this template may run at once.',
    },
    links: {
      title: 'a mapping with "parent:" and "consume:"',
      type: 'object',
      additionalProperties: false,
      properties: {
        parent: {
          ...object('a parent with its role', ['role'], {
            role: ROLE,
            argname: { ...FIELD, description: 'The field that names it; else the role.' },
            auto: { ...FLAG, description: 'Creates one when there is none.' },
            optional: { ...FLAG, description: 'None is fine too.' },
          }),
          description: 'The service that owns this one.',
        },
        consume: {
          title: 'a list of what is consumed',
          type: 'array',
          items: object('what is consumed, with its role', ['role'], {
            role: ROLE,
            argname: { ...FIELD, description: 'The field that names them; else the role.' },
            min: COUNT,
            max: { ...COUNT, description: '0: no limit.' },
            auto: { ...FLAG, description: 'Creates what min lacks.' },
            onChange: { ...ACTIONS, description: 'Run again when data of a producer changed.' },
          }),
        },
      },
    },
    actions: {
      title: 'a mapping of actions to their options',
      type: 'object',
      propertyNames: ACTION,
      additionalProperties: object('a mapping of options', [], {
        after: { ...NEEDS, description: 'What it needs before, in place of the usual chain.' },
        timeout: DURATION,
        retry: {
          title: 'a list of durations',
          type: 'array',
          items: DURATION,
          description: 'The waits between the tries.',
        },
        concurrency: {
          ...AT_ONCE,
          description: 'How many jobs of this action may run at once.',
        },
        log: { ...FLAG, description: 'false keeps no log.' },
        args: {
          title: 'the name of a struct of the schema',
          type: 'string',
          pattern: '^[A-Z][A-Za-z0-9.]*$',
          description: 'The struct that types its arguments.',
        },
      }),
    },
    recurring: {
      title: 'a list of actions that recur',
      type: 'array',
      items: {
        ...object('an action with either a period or a cron', ['action'], {
          action: ACTION,
          period: DURATION,
          cron: { title: 'a cron expression', type: 'string', minLength: 1 },
          timezone: {
            title: 'the name of a time zone',
            type: 'string',
            description: 'Where the times of cron are: Europe/Brussels; else UTC.',
          },
          jitter: { ...DURATION, description: 'Each service comes later by a part of it.' },
          overlap: {
            ...MISSED,
            description: 'For times that pass while it still runs; else skip.',
          },
          catchUp: {
            ...MISSED,
            description: 'For times that pass while no daemon is there; else one.',
          },
          log: FLAG,
        }),
        oneOf: [{ required: ['period'] }, { required: ['cron'] }],
      },
    },
    events: {
      title: 'a list of events',
      type: 'array',
      items: object('an event with its channel and actions', ['channel', 'actions'], {
        channel: { title: 'the name of a channel', type: 'string', minLength: 1 },
        command: { title: 'the name of a command', type: 'string' },
        tags: { ...TEXTS, description: 'The event has all of these.' },
        source: { ...TEXT, description: 'Who emits it: a role, or role!name.' },
        actions: ACTIONS,
        secrets: TEXTS,
      }),
    },
    onChange: {
      title: 'a mapping of fields to actions',
      type: 'object',
      additionalProperties: ACTIONS,
      description: 'What a change of a field schedules, in place of processChange.',
    },
    doc: {
      title: 'a mapping of fields to texts',
      type: 'object',
      additionalProperties: { title: 'a text', type: 'string' },
    },
  },
}

function object(title: string, required: readonly string[], properties: object) {
  return { title, type: 'object', required, additionalProperties: false, properties }
}

/** Checks actor.yaml, and whatever else was brought into its form. */
export const actorShape = new Shape<ActorFile>(ACTOR_SCHEMA)
