import { Shape } from '../../yaml/shape.ts'

/** service.json as AYS 8.1 and 9 wrote it, as far as it is taken. */
export interface AysService {
  readonly name: string
  readonly actorName: string
  readonly parent?: AysPointer | null
  readonly producers?: readonly AysPointer[]
  readonly actions?: readonly AysAction[]
  readonly eventFilters?: readonly AysFilter[]
}

/** Names of a template and of a service; empty where nothing is pointed at. */
export interface AysPointer {
  readonly actorName?: string
  readonly serviceName?: string
}

export interface AysAction {
  readonly name: string
  readonly state?: string
  /** Seconds since 1970. */
  readonly lastRun?: number
  /** Seconds. */
  readonly period?: number
}

/** AYS 8.1 has one action, and texts; AYS 9 has lists. */
export interface AysFilter {
  readonly channel?: string
  readonly command?: string
  readonly action?: string
  readonly actions?: readonly string[]
  readonly tags?: string | readonly string[]
  readonly secrets?: string | readonly string[]
}

/** actor.json as AYS 8.1 and 9 wrote it, as far as it is taken. */
export interface AysActor {
  readonly parent?: AysLink | null
  readonly producers?: readonly AysLink[]
  readonly serviceDataSchema?: string
  readonly flists?: readonly unknown[]
  readonly dataUI?: string
}

export interface AysLink {
  readonly actorRole?: string
  readonly minServices?: number
  readonly maxServices?: number
  readonly auto?: boolean
  readonly optional?: boolean
  /** AYS 8.1. */
  readonly argKey?: string
  /** AYS 9. */
  readonly argname?: string
}

const TEXT = { title: 'a text', type: 'string' }
const NAME = { title: 'a name', type: 'string', minLength: 1 }
const COUNT = { title: 'a whole number from 0 on', type: 'integer', minimum: 0 }
const FLAG = { title: 'true or false', type: 'boolean' }
const TEXTS = { title: 'a list of texts', type: 'array', items: TEXT }
const WORDS = {
  title: 'a text or a list of texts',
  type: ['string', 'array'],
  items: TEXT,
}

/** What else is in it is not looked at. */
function part(title: string, properties: object, required: readonly string[] = []) {
  return { title, type: 'object', required, properties }
}

function list(title: string, items: object) {
  return { title, type: 'array', items }
}

const POINTER = part('a service', { actorName: TEXT, serviceName: TEXT })
const LINK = part('a link', {
  actorRole: TEXT,
  minServices: COUNT,
  maxServices: COUNT,
  auto: FLAG,
  optional: FLAG,
  argKey: TEXT,
  argname: TEXT,
})
const ACTION = part('an action', { name: NAME, state: TEXT, lastRun: COUNT, period: COUNT }, [
  'name',
])
const FILTER = part('a filter of events', {
  channel: TEXT,
  command: TEXT,
  action: TEXT,
  actions: TEXTS,
  tags: WORDS,
  secrets: WORDS,
})

export const aysServiceShape = new Shape<AysService>(
  part(
    'a service of AYS',
    {
      name: NAME,
      actorName: NAME,
      parent: { ...POINTER, type: ['object', 'null'] },
      producers: list('services', POINTER),
      actions: list('actions', ACTION),
      eventFilters: list('filters of events', FILTER),
    },
    ['name', 'actorName'],
  ),
)

export const aysActorShape = new Shape<AysActor>(
  part('an actor of AYS', {
    parent: { ...LINK, type: ['object', 'null'] },
    producers: list('links', LINK),
    serviceDataSchema: TEXT,
    flists: { title: 'a list', type: 'array' },
    dataUI: TEXT,
  }),
)
