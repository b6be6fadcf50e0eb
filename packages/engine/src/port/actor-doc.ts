import type { ActionOptions, EventFilter, Recurring, TemplateLinks } from '@ays/core'
import { Shape } from '../yaml/shape.ts'

/** actor.json: a frozen template beside its schema and its code, which are files of their own. */
export interface ActorDoc {
  readonly pack: string
  /** Of the pack. */
  readonly version?: string
  readonly goal?: string
  readonly concurrency?: number
  readonly links: TemplateLinks
  readonly actions: Readonly<Record<string, ActorActionDoc>>
  readonly onChange?: Readonly<Record<string, readonly string[]>>
  readonly recurring?: readonly Recurring[]
  readonly events?: readonly EventFilter[]
}

interface ActorActionDoc {
  /** sha256 of the file `<action>.js` beside it. */
  readonly code: string
  /** sha256 over what it was bundled of. */
  readonly inputs: string
  readonly options?: ActionOptions
}

const HASH = { title: 'a sha256', type: 'string', pattern: '^[0-9a-f]{64}$' }
export const TEXT = { title: 'a text', type: 'string' }
const TEXTS = { title: 'a list of texts', type: 'array', items: TEXT }
const FLAG = { title: 'true or false', type: 'boolean' }
const COUNT = { title: 'a whole number from 0 on', type: 'integer', minimum: 0 }
const AT_ONCE = { ...COUNT, maximum: 0xffff_ffff }
const NAME = { title: 'a name', type: 'string', minLength: 1 }

/** An object that has all of the first properties, and perhaps some of the others. */
export function object(title: string, required: object, optional: object = {}) {
  return {
    title,
    type: 'object',
    required: Object.keys(required),
    additionalProperties: false,
    properties: { ...required, ...optional },
  }
}

const LINKS = object(
  'links',
  {
    consume: {
      title: 'a list of links',
      type: 'array',
      items: object(
        'a link',
        { role: NAME, argname: NAME, min: COUNT, max: COUNT, auto: FLAG },
        { onChange: TEXTS },
      ),
    },
  },
  { parent: object('a parent', { role: NAME, argname: NAME, auto: FLAG, optional: FLAG }) },
)

/** Filters of events, as they are stored. */
export const EVENTS = {
  title: 'a list of filters of events',
  type: 'array',
  items: object(
    'a filter of events',
    { channel: NAME, command: TEXT, actions: TEXTS, secrets: TEXTS },
    { tags: TEXTS, source: TEXT },
  ),
}

const ACTION = object(
  'an action',
  { code: HASH, inputs: TEXT },
  {
    options: object(
      'options of an action',
      {},
      {
        after: TEXTS,
        timeout: COUNT,
        retry: { title: 'a list of milliseconds', type: 'array', items: COUNT },
        concurrency: COUNT,
        log: FLAG,
        args: TEXT,
      },
    ),
  },
)

const RECURRING = object(
  'an action that recurs',
  { action: NAME, log: FLAG },
  {
    period: COUNT,
    cron: TEXT,
    timezone: TEXT,
    jitter: COUNT,
    overlap: { title: 'skip, one or queue', enum: ['skip', 'one', 'queue'] },
    catchUp: { title: 'skip, one or queue', enum: ['skip', 'one', 'queue'] },
  },
)

export const actorDocShape = new Shape<ActorDoc>(
  object(
    'an actor',
    {
      pack: TEXT,
      links: LINKS,
      actions: { title: 'actions', type: 'object', additionalProperties: ACTION },
    },
    {
      version: TEXT,
      goal: TEXT,
      concurrency: AT_ONCE,
      onChange: { title: 'fields', type: 'object', additionalProperties: TEXTS },
      recurring: { title: 'a list', type: 'array', items: RECURRING },
      events: EVENTS,
    },
  ),
)
