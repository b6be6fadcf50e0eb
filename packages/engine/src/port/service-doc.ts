import type { EventFilter, Json, Reason, Records as Model } from '@ays/core'
import { Shape } from '../yaml/shape.ts'
import { EVENTS, object, TEXT } from './actor-doc.ts'

/** service.json: a service without its data. Its role and its name are those of its folder. */
export interface ServiceDoc {
  readonly actor: string
  readonly uid: string
  readonly origin: Model.Origin
  readonly blueprint?: string
  readonly line?: number
  readonly ensuredBy?: string
  readonly madeFor?: string
  readonly created: string
  readonly updated: string
  readonly revision: number
  readonly paused?: boolean
  readonly links?: readonly LinkDoc[]
  readonly actions: Readonly<Record<string, ActionDoc>>
  readonly events?: readonly EventFilter[]
  /** What the blueprint last gave. */
  readonly declared: DeclaredDoc
  /** While it is moved below another parent: what it is taken down with. */
  readonly before?: BeforeDoc
}

type JsonObject = Readonly<Record<string, Json>>

export interface LinkDoc {
  /** `role!name`. */
  readonly to: string
  readonly argname: string
  readonly parent?: boolean
  /** The blueprint names it; otherwise it was found or made. */
  readonly named?: boolean
}

export interface ActionDoc {
  readonly status: Model.ActionStatus
  readonly lastRun?: string
  /** Milliseconds, as the blueprint says. */
  readonly period?: number
  readonly args?: JsonObject
  readonly reason?: Reason
}

interface DeclaredDoc {
  readonly fields: readonly string[]
  readonly data: JsonObject
}

interface BeforeDoc {
  readonly links: readonly LinkDoc[]
  readonly data: JsonObject
}

const FLAG = { title: 'true or false', type: 'boolean' }
const COUNT = { title: 'a whole number from 0 on', type: 'integer', minimum: 0 }
const SMALL = { ...COUNT, maximum: 0xffff_ffff }
const NAME = { title: 'a name', type: 'string', minLength: 1 }
const TIME = {
  title: 'a time such as 2026-11-24T09:30:00.000Z',
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$',
}
const ADDRESS = {
  title: 'the address of a service: role!name',
  type: 'string',
  pattern: '^[^!/\\s]+![^!/\\s]+$',
}
const DATA = { title: 'an object of fields', type: 'object' }
const FIELDS = { title: 'a list of fields', type: 'array', items: NAME }
const STATES = ['new', 'changed', 'scheduled', 'ok', 'error', 'disabled']
const ORIGINS = ['blueprint', 'auto', 'ensured']

const LINKS = {
  title: 'a list of links',
  type: 'array',
  items: object('a link', { to: ADDRESS, argname: NAME }, { parent: FLAG, named: FLAG }),
}

const ACTION = object(
  'the state of an action',
  { status: { title: `one of ${STATES.join(', ')}`, enum: STATES } },
  {
    lastRun: TIME,
    period: { ...COUNT, maximum: Number.MAX_SAFE_INTEGER },
    args: { title: 'an object of arguments', type: 'object' },
    reason: { title: 'a reason with its kind', type: 'object', required: ['kind'] },
  },
)

export const serviceDocShape = new Shape<ServiceDoc>(
  object(
    'a service',
    {
      actor: NAME,
      uid: { title: 'an id', type: 'string', pattern: '^[\\w-]+$' },
      origin: { title: `one of ${ORIGINS.join(', ')}`, enum: ORIGINS },
      created: TIME,
      updated: TIME,
      revision: { ...SMALL, title: 'a whole number from 1 on', minimum: 1 },
      actions: { title: 'actions', type: 'object', additionalProperties: ACTION },
      declared: object('what the blueprint gave', { fields: FIELDS, data: DATA }),
    },
    {
      blueprint: TEXT,
      line: SMALL,
      ensuredBy: ADDRESS,
      madeFor: ADDRESS,
      paused: FLAG,
      links: LINKS,
      events: EVENTS,
      before: object('what was before', { links: LINKS, data: DATA }),
    },
  ),
)

export const dataShape = new Shape<JsonObject>(DATA)
