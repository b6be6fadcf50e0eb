import {
  type EventFilter,
  formatAddress,
  isName,
  type Json,
  type LeftOut,
  type Records as Model,
  roleOf,
  type ServiceAddress,
  type TemplateLinks,
} from '@ays/core'
import { namesIn } from '../../blueprint/field-value.ts'
import { newId } from '../../state/new-id.ts'
import { JsonDocument } from '../json-document.ts'
import { FILES, type PortFolder, type PortTree } from '../layout.ts'
import type { PortedService } from '../ported.ts'
import { type ActionDoc, dataShape, type LinkDoc, type ServiceDoc } from '../service-doc.ts'
import type { FoundActor } from './ays-actors.ts'
import type { Declared } from './ays-blueprints.ts'
import {
  type AysAction,
  type AysFilter,
  type AysPointer,
  type AysService,
  aysServiceShape,
} from './ays-docs.ts'
import { FilePlace, toLeft } from './file-place.ts'

type JsonObject = Readonly<Record<string, Json>>

/** A service of AYS as it was kept. */
export interface FoundService {
  readonly address: ServiceAddress
  readonly service: AysService
  readonly data: JsonObject
  readonly file: string
  readonly dataFile: string
}

/** Every service that can be read; of the others it is told why they are left out. */
export function readAysServices({ services }: PortTree, left: LeftOut[]): FoundService[] {
  return services.flatMap((folder) => readAysService(folder, left) ?? [])
}

function readAysService(folder: PortFolder, left: LeftOut[]): FoundService | undefined {
  const file = `${folder.path}/${FILES.service}`
  const dataFile = `${folder.path}/${FILES.data}`
  const [found, data] = [folder.files.get(FILES.service), folder.files.get(FILES.data)]
  const leave = (where: string, reason: string): undefined =>
    void left.push({ file: where, reason })
  if (!found) return leave(file, 'there is no such file')
  if (!data) leave(dataFile, 'there is no such file: every field has its default')
  const faults: Parameters<JsonDocument['as']>[1] = []
  const service = new JsonDocument(found).as(aysServiceShape, faults)
  const fields = data ? new JsonDocument(data).as(dataShape, faults) : {}
  left.push(...toLeft(faults))
  if (!service || !fields) return undefined
  const address = { role: roleOf(service.actorName), name: service.name }
  if (!isName(address.role) || !isName(address.name)) {
    return leave(file, `"${formatAddress(address)}" is no name for a service here`)
  }
  return { address, service, data: fields, file, dataFile }
}

export interface Surroundings {
  readonly actors: ReadonlyMap<string, FoundActor>
  readonly declared: ReadonlyMap<string, Declared>
  /** Whether a service comes along, or is there already. */
  readonly isThere: (address: ServiceAddress) => boolean
  readonly left: LeftOut[]
  readonly now: number
}

/** The service in the form of an export; undefined when its actor is not among these. */
export function fromAysService(
  found: FoundService,
  { actors, declared, isThere, left, now }: Surroundings,
): PortedService | undefined {
  const { address, service, file, dataFile } = found
  const actor = actors.get(service.actorName)
  if (!actor) return undefined
  const data = knownFields(found, actor, left)
  const time = new Date(now).toISOString()
  const by = declared.get(formatAddress(address))
  const events = (service.eventFilters ?? []).map(toFilter)
  const links = toLinks(service, actor.view.links, data).filter(({ to }) => {
    const there = isThere(addressOf(to))
    if (!there) left.push({ file, reason: `it is linked to ${to}, which is not there` })
    return there
  })
  const doc: ServiceDoc = {
    actor: service.actorName,
    uid: newId(now),
    origin: by ? 'blueprint' : 'auto',
    ...(by && { blueprint: by.blueprint, line: by.line }),
    created: time,
    updated: time,
    revision: 1,
    links,
    actions: toActions(service.actions ?? [], actor, { file, left }),
    ...(events.length > 0 && { events }),
    declared: { fields: by?.fields ?? [], data: by?.data ?? data },
  }
  return { address, doc, data, place: new FilePlace(file), dataPlace: new FilePlace(dataFile) }
}

function addressOf(to: string): ServiceAddress {
  const [role = '', name = ''] = to.split('!')
  return { role, name }
}

/** What the schema has no field for cannot be kept. */
function knownFields(
  { data, dataFile }: FoundService,
  { schema, view }: FoundActor,
  left: LeftOut[],
): JsonObject {
  const { root, structs } = schema.model
  const members = structs.find(({ name }) => name === root)?.members ?? []
  const known = new Set(members.map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(data).filter(([field, value]) => {
      if (value === null) return false
      if (!known.has(field)) {
        left.push({ file: dataFile, reason: `${field}: ${view.name} has no such field` })
      }
      return known.has(field)
    }),
  )
}

/** The parent first, then in the order of the template and of the names: as a blueprint links. */
function toLinks(
  { parent, producers = [] }: AysService,
  links: TemplateLinks,
  data: JsonObject,
): LinkDoc[] {
  const up = parent && targetOf(parent)
  const found = new Set(producers.flatMap((pointer) => targetOf(pointer) ?? []))
  if (up) found.delete(up)
  const namesOf = (argname: string) => namesIn(data[argname] ?? '') ?? []
  const linked = (to: string, argname: string) => {
    const named = namesOf(argname).includes(addressOf(to).name)
    return { to, argname, ...(named && { named }) }
  }
  const consumed = links.consume.flatMap(({ role, argname }) => {
    const named = namesOf(argname).map((name) => formatAddress({ role, name }))
    const others = links.consume.filter((one) => one.role === role && one.argname !== argname)
    const free = [...found].filter((to) => {
      const { role: its, name } = addressOf(to)
      return its === role && !others.some((other) => namesOf(other.argname).includes(name))
    })
    const mine = [...named.filter((to) => found.has(to)), ...free]
    return [...new Set(mine)].flatMap((to) => (found.delete(to) ? [linked(to, argname)] : []))
  })
  const above = up
    ? [{ ...linked(up, links.parent?.argname ?? addressOf(up).role), parent: true }]
    : []
  return [...above, ...consumed, ...[...found].map((to) => linked(to, addressOf(to).role))]
}

/** The services that it is linked to. */
export function targetsOf({ parent, producers = [] }: AysService): ServiceAddress[] {
  const pointers = parent ? [parent, ...producers] : producers
  return pointers.flatMap((pointer) => targetOf(pointer) ?? []).map(addressOf)
}

function targetOf({ actorName = '', serviceName = '' }: AysPointer): string | undefined {
  if (actorName === '' || serviceName === '') return undefined
  return formatAddress({ role: roleOf(actorName), name: serviceName })
}

const STATES: ReadonlyMap<string, Model.ActionStatus> = new Map(
  (['new', 'changed', 'scheduled', 'ok', 'error', 'disabled'] as const).map((one) => [one, one]),
)
/** They were run when the service was made, whatever their state says. */
const PLANNING = ['input', 'init']
const TEARDOWN = ['stop', 'uninstall', 'delete']
const RUNNING = { kind: 'error', message: 'it was running when AYS was left' } as const

function toActions(
  actions: readonly AysAction[],
  { view }: FoundActor,
  { file, left }: { readonly file: string; readonly left: LeftOut[] },
): Record<string, ActionDoc> {
  const known = view.actions.size > 0 ? view.actions : undefined
  const given = new Map(actions.map((action) => [action.name, action]))
  const isUp = ['install', 'start'].some((name) => given.get(name)?.state === 'ok')
  const names = known ? [...known.keys()] : [...given.keys()].toSorted()
  for (const { name, state = 'new' } of actions) {
    if (known && !known.has(name) && state !== 'new' && !PLANNING.includes(name)) {
      left.push({ file, reason: `${name} is ${state}: ${view.name} has no such action` })
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, toAction(name, given.get(name), isUp, known !== undefined)]),
  )
}

function toAction(
  name: string,
  { state = 'new', lastRun = 0, period = 0 }: Partial<AysAction> = {},
  isUp: boolean,
  recurs: boolean,
): ActionDoc {
  return {
    status: toStatus(name, state, isUp),
    ...(lastRun > 0 && { lastRun: new Date(lastRun * 1000).toISOString() }),
    // Nothing recurs that has no code.
    ...(recurs && period > 0 && { period: period * 1000 }),
    ...(state === 'running' && { reason: RUNNING }),
  }
}

function toStatus(name: string, state: string, isUp: boolean): Model.ActionStatus {
  const done = PLANNING.includes(name) || (TEARDOWN.includes(name) && !isUp)
  return state === 'new' && done ? 'ok' : (STATES.get(state) ?? 'error')
}

function toFilter(filter: AysFilter): EventFilter {
  const { channel = '', command = '', action = '', actions = wordsOf(action) } = filter
  const tags = wordsOf(filter.tags)
  return {
    channel,
    command,
    ...(tags.length > 0 && { tags }),
    actions,
    secrets: wordsOf(filter.secrets),
  }
}

/** A text of AYS 8.1 is a list of words. */
function wordsOf(words: string | readonly string[] = []): string[] {
  return typeof words === 'string' ? words.split(/[\s,]+/).filter(Boolean) : [...words]
}
