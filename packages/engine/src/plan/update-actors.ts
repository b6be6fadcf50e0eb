import { type ActorChange, AysError, type Reason, type Records as Model } from '@ays/core'
import { markChanged, newActions } from '../state/action-state.ts'
import { type ActorView, REVERSE_ACTIONS } from '../state/actor-view.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import type { Schemas } from '../state/schemas.ts'
import { withoutDues } from '../timer/lay-dues.ts'
import { actorDifferences } from './actor-differences.ts'
import type { Template, TemplateAction } from '../template/template.ts'

type Actor = Model.Actor

/** Actions whose new code says nothing about what was done with the old one. */
const CODE_IS_SILENT: ReadonlySet<string> = new Set([
  ...REVERSE_ACTIONS,
  'processChange',
  'getExecutor',
  'check',
  'monitor',
])

/**
 * The repository's actor follows its template. Services of an actor whose reachable code changed get
 * that action `changed`, and no other. Undefined when nothing differs.
 * AYS_SCHEMA_BREAKS with the list when the new schema cannot read what is stored.
 */
export async function updateActor(
  draft: Draft,
  schemas: Schemas,
  template: Template,
  now: number,
): Promise<ActorChange | undefined> {
  schemas.add(template.schema)
  const old = await draft.actor(template.name)
  const record = toActor(template, old?.record, now)
  if (old && sameActor(old.record, record)) return undefined
  await draft.setActor(record)
  for (const action of template.actions.values()) putCode(draft, template, action)
  const same = { actor: template.name, actions: [], schema: false, differences: [], services: 0 }
  if (!old) return { kind: 'create', ...same }
  const schema = old.record.schema !== record.schema
  if (schema) refuseBreaks(schemas, old, template)
  const changed = changedCode(old, record)
  const recurs = old.record.recurringJson !== record.recurringJson
  let services = 0
  if (schema || recurs || changed.size > 0 || namesOf(old.record) !== namesOf(record)) {
    const prepare = recurs ? withoutDues : (service: Model.Service) => service
    services = await updateServices(draft, record, (one) => follow(prepare(one), record, changed))
  }
  const differences = actorDifferences(old, schemas.of(old), template)
  const actions = [...changed.keys()]
  return { ...same, kind: 'update', actions, schema, differences, services }
}

/** The template is another than the one that was taken up. */
export function isBehind({ record }: ActorView, template: Template): boolean {
  return !sameActor(record, toActor(template, record, 0))
}

/** Actions that were there, with another code. */
function changedCode(old: ActorView, { actions }: Actor): Map<string, Reason> {
  const changed = new Map<string, Reason>()
  for (const { name, code } of actions) {
    const before = old.actions.get(name)?.code
    if (before !== undefined && before !== code) {
      changed.set(name, { kind: 'code', before, after: code })
    }
  }
  return changed
}

/** What the repository keeps of a template, when it has kept `old` of it before. */
export function toActor(template: Template, old: Actor | undefined, now: number): Actor {
  return {
    name: template.name,
    role: template.role,
    pack: template.pack,
    folder: template.folder,
    schema: template.schema.hash,
    capnp: template.capnp,
    lockJson: formatJson(template.lock),
    linksJson: formatJson(template.links),
    goal: template.goal ?? '',
    actions: [...template.actions.values()].map((action) => toAction(action, old)),
    onChangeJson: formatJson(template.onChange),
    recurringJson: formatJson(template.recurring),
    eventsJson: formatJson(template.events),
    updated: now,
    concurrency: template.concurrency ?? 0,
    version: template.version,
  }
}

/** Equal inputs under a newer AYS or bundler are the same code. */
function toAction(
  { name, hash, inputs, options }: TemplateAction,
  old: Actor | undefined,
): Model.ActorAction {
  const before = old?.actions.find((action) => action.name === name)
  const code = before?.inputs === inputs ? before.code : hash
  return { name, code, inputs, optionsJson: formatJson(options) }
}

/** Wherever its template is on this machine; both have their fields in the order of the model. */
function sameActor(a: Actor, b: Actor): boolean {
  const beside = { updated: 0, folder: '' }
  return JSON.stringify({ ...a, ...beside }) === JSON.stringify({ ...b, ...beside })
}

function putCode(draft: Draft, template: Template, { name, hash }: TemplateAction): void {
  const bundle = template.code(hash)
  if (!bundle) return
  const { codecs } = draft.records
  const code = { ...bundle, action: name, actor: template.name }
  draft.changes.put(keys.code(hash), codecs.code, code)
}

function refuseBreaks(schemas: Schemas, old: ActorView, template: Template): void {
  const breaks = schemas.of(old).breaks(template.schema)
  if (breaks.length === 0) return
  const list = breaks.map(({ path, message }) => `${path}: ${message}`)
  throw new AysError(
    'AYS_SCHEMA_BREAKS',
    `the new schema of ${template.name} cannot read what is stored: ${list.join('; ')}`,
    {
      details: { breaks },
      hint: 'Keep the old fields and add new ones; a renamed field keeps its place with alias.',
    },
  )
}

async function updateServices(
  draft: Draft,
  record: Actor,
  change: (service: Model.Service) => Model.Service,
): Promise<number> {
  const addresses = await draft.records.addresses(keys.servicesOfActor(record.name))
  await draft.load(addresses)
  for (const address of addresses) {
    const service = draft.get(address)
    if (service) draft.set(change(service))
  }
  return addresses.length
}

/** The service under its new actor: new actions appear, lost ones go, changed code is to run again. */
function follow(
  service: Model.Service,
  record: Actor,
  changed: ReadonlyMap<string, Reason>,
): Model.Service {
  const fresh = newActions(record.actions.map(({ name }) => name))
  const kept = new Map(service.actions.map((state) => [state.name, state]))
  const moved: Model.Service = {
    ...service,
    schema: record.schema,
    actions: fresh.map((state) => kept.get(state.name) ?? state),
  }
  return [...changed].reduce(
    (current, [action, reason]) =>
      CODE_IS_SILENT.has(action) ? current : markChanged(current, action, reason),
    moved,
  )
}

function namesOf({ actions }: Actor): string {
  return actions.map(({ name }) => name).join()
}
