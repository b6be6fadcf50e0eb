import { formatAddress, type Reason, type Records as Model, type Schema } from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import type { WantedService } from '../blueprint/wanted.ts'
import {
  isInstalled,
  markAnswer,
  markChanged,
  newActions,
  statusOf,
  withAction,
} from '../state/action-state.ts'
import type { ActorView } from '../state/actor-view.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { changedFields, tellConsumers } from '../state/change-data.ts'

type Service = Model.Service

/** A declaration with everything that is known of it. */
export interface Declaration {
  readonly wanted: WantedService
  readonly origin: Model.Origin
  /** As a Wish says. */
  readonly by: string
  /** Of the service, when it is new. */
  readonly uid: string
  readonly links: readonly Model.Link[]
  readonly actor: ActorView
  readonly schema: Schema
}

/** How a declaration met what is stored. */
export type Laid = 'created' | 'changed' | 'unchanged'

/** Lays a declared service into the draft: created, changed where it differs, or left alone. */
export async function layService(
  draft: Draft,
  declaration: Declaration,
  now: number,
): Promise<Laid> {
  const { wanted } = declaration
  await draft.load([wanted])
  const stored = draft.get(wanted)
  if (!stored) {
    draft.set(createService(declaration, now))
    return 'created'
  }
  // What a blueprint says stands over what an action ensures.
  if (stored.origin === 'blueprint' && declaration.origin !== 'blueprint') return 'unchanged'
  const next = changeService(stored, withAnswers(declaration, stored), now)
  if (next === stored) return 'unchanged'
  draft.set(next)
  if (next.data !== stored.data) await tellConsumers(draft, next)
  if (parentOf(next) !== parentOf(stored) && isInstalled(stored)) await replace(draft, stored)
  return 'changed'
}

function createService(declaration: Declaration, now: number): Service {
  const { wanted, actor, schema, origin, by, uid, links } = declaration
  const data = schema.encode(wanted.data)
  return {
    uid,
    role: wanted.role,
    name: wanted.name,
    actor: wanted.template,
    schema: actor.record.schema,
    data,
    declared: data,
    declaredFields: Object.keys(wanted.fields),
    origin,
    blueprint: origin === 'blueprint' ? wanted.file : '',
    line: origin === 'blueprint' ? wanted.line : 0,
    ensuredBy: origin === 'ensured' ? by : '',
    madeFor: origin === 'auto' ? by : '',
    links: [...links],
    actions: newActions(actor.actions.keys()),
    created: now,
    updated: now,
    beforeData: NO_BYTES,
    beforeLinks: [],
    eventsJson: '',
    revision: 0,
    paused: false,
  }
}

const NO_BYTES = new Uint8Array(0)

/** Nobody is asked twice: a field that asks stays as it was declared while nothing else is said of it. */
function withAnswers(declaration: Declaration, { declared }: Service): Declaration {
  const { wanted, schema } = declaration
  const asking = schema.fields.filter(
    ({ name, rules }) => rules?.ask && !(name in wanted.fields) && !(name in wanted.links),
  )
  if (asking.length === 0) return declaration
  const before = schema.decode(declared)
  const answers = Object.fromEntries(asking.map(({ name }) => [name, before[name]]))
  return { ...declaration, wanted: { ...wanted, data: { ...wanted.data, ...answers } } }
}

/** The same object when the declaration says nothing new. */
function changeService(stored: Service, declaration: Declaration, now: number): Service {
  const { wanted, schema, origin, links, by } = declaration
  const declared = schema.encode(wanted.data)
  const fields = differingFields(schema, stored.declared, declared, Object.keys(wanted.data))
  const adopted = stored.origin !== origin && origin === 'blueprint'
  const relinked = !isDeepStrictEqual(stored.links, links)
  if (fields.length === 0 && !adopted && !relinked) return stored
  const owner =
    adopted || origin === stored.origin ? { origin, ensuredBy: origin === 'ensured' ? by : '' } : {}
  const place = origin === 'blueprint' ? { blueprint: wanted.file, line: wanted.line } : {}
  const next: Service = {
    ...stored,
    ...owner,
    ...place,
    schema: declaration.actor.record.schema,
    declared,
    declaredFields: Object.keys(wanted.fields),
    data: changeData(schema, stored.data, wanted, fields),
    links: relinked ? [...links] : stored.links,
    updated: now,
  }
  if (!isInstalled(stored) || parentOf(next) !== parentOf(stored)) return next
  return scheduleAnswers(next, declaration.actor, fields, relinked)
}

function differingFields(
  schema: Schema,
  before: Uint8Array,
  after: Uint8Array,
  fields: readonly string[],
): string[] {
  if (Buffer.compare(before, after) === 0) return []
  return changedFields(schema, before, after, fields)
}

/** Only what the blueprint changed: the other fields may belong to actions. */
function changeData(
  schema: Schema,
  data: Uint8Array,
  wanted: WantedService,
  fields: readonly string[],
): Uint8Array {
  const now = schema.decode(data)
  const really = fields.filter((field) => !isDeepStrictEqual(now[field], wanted.data[field]))
  if (really.length === 0) return data
  return schema.patch(data, Object.fromEntries(really.map((field) => [field, wanted.data[field]])))
}

/** What a change of these fields means for the service itself. */
function scheduleAnswers(
  service: Service,
  actor: ActorView,
  fields: readonly string[],
  relinked: boolean,
): Service {
  const since = service.revision
  const named = new Map<string, string[]>()
  const others: string[] = []
  for (const field of fields) {
    const actions = actor.onChange[field]
    if (!actions) others.push(field)
    for (const action of actions ?? []) named.set(action, [...(named.get(action) ?? []), field])
  }
  const next = [...named].reduce(
    (current, [action, its]) => markAnswer(current, action, { kind: 'fields', fields: its, since }),
    service,
  )
  if (others.length > 0) return answerChange(next, actor, { kind: 'fields', fields: others, since })
  return relinked && fields.length === 0
    ? answerChange(next, actor, { kind: 'links', since })
    : next
}

function answerChange(service: Service, actor: ActorView, reason: Reason): Service {
  if (actor.actions.has('processChange')) return markAnswer(service, 'processChange', reason)
  return markChanged(service, actor.actions.has('install') ? 'install' : 'start', reason)
}

function parentOf({ links }: Service): string {
  const parent = links.find((link) => link.parent)
  return parent ? formatAddress(parent) : ''
}

/**
 * A service moves to another parent: taken down under the old one, set up under the new one. Whatever
 * is installed on top of it goes down and up with it.
 */
async function replace(draft: Draft, before: Service): Promise<void> {
  const stack: Service[] = [before]
  const seen = new Set<string>()
  for (let old = stack.pop(); old; old = stack.pop()) {
    const id = formatAddress(old)
    const service = draft.get(old)
    if (seen.has(id) || !service || !isInstalled(old)) continue
    seen.add(id)
    const actor = await draft.actor(service.actor)
    const moved = rebuild(service, actor, {
      kind: 'moved',
      service: formatAddress(before),
      uid: before.uid,
      since: before.revision,
    })
    draft.set(
      old === before ? { ...moved, beforeData: before.data, beforeLinks: before.links } : moved,
    )
    stack.push(...(await draft.consumersOf(old)))
  }
}

/** Down and up again in one run: the schedules do not take each other back. */
function rebuild(service: Service, actor: ActorView | undefined, reason: Reason): Service {
  const down = ['stop', 'uninstall'].filter((action) => statusOf(service, action) !== 'ok')
  const up = ['install', 'start', ...(actor?.goal === undefined ? [] : [actor.goal])]
  return [...down, ...up].reduce(
    (current, action) =>
      withAction(current, action, { status: 'scheduled', reasonJson: formatJson(reason) }),
    service,
  )
}
