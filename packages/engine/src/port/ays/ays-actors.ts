import {
  type ConsumeLink,
  type Diagnostic,
  type LeftOut,
  type ParentLink,
  type PortFile,
  type Records as Model,
  roleOf,
  type TemplateLinks,
} from '@ays/core'
import { fieldName } from '../../blueprint/field-name.ts'
import { toActor } from '../../plan/update-actors.ts'
import { viewActor } from '../../state/actor-view.ts'
import type { Draft } from '../../state/draft.ts'
import { formatJson } from '../../state/json.ts'
import { Schemas } from '../../state/schemas.ts'
import { pythonWarnings } from '../../template/python-actions.ts'
import type { Template, Templates } from '../../template/template.ts'
import { JsonDocument } from '../json-document.ts'
import { FILES, type PortFolder, type PortTree } from '../layout.ts'
import type { PortedActor } from '../ported.ts'
import { readSchemaOf, type SchemaTools } from '../read-actors.ts'
import { type AysActor, aysActorShape, type AysLink } from './ays-docs.ts'
import { FilePlace, toLeft } from './file-place.ts'

export interface ActorTools extends SchemaTools {
  readonly draft: Draft
  readonly templates: Templates
  readonly left: LeftOut[]
  readonly now: number
}

/** An actor that services of AYS can be of. */
export interface FoundActor extends PortedActor {
  /** The repository has it already. */
  readonly stored: boolean
}

/**
 * The actors of these names: those that are here already, those whose template is in reach, and the others as AYS kept
 * them, without their Python. What cannot be found or read is told as left out.
 */
export async function readAysActors(
  tree: PortTree,
  names: ReadonlySet<string>,
  tools: ActorTools,
): Promise<ReadonlyMap<string, FoundActor>> {
  const folders = new Map(tree.actors.map((folder) => [folder.name, folder]))
  const actors = new Map<string, FoundActor>()
  for (const name of new Set([...folders.keys(), ...names])) {
    const folder = folders.get(name) ?? folderOf(name)
    const actor = await findActor(folder, withSchemas(tree, name, folder), tools)
    if (actor) actors.set(name, actor)
    tellPython(folder, new Set(actor?.view.actions.keys()), tools.left)
  }
  return actors
}

function folderOf(name: string): PortFolder {
  return { path: `actors/${name}`, name, files: new Map() }
}

/** Where an actor kept no schema of its own, its services did. */
function withSchemas(tree: PortTree, name: string, folder: PortFolder): PortFolder {
  if (folder.files.has(FILES.schema)) return folder
  const role = `${roleOf(name)}!`
  const service = tree.services.find(
    (one) => one.name.startsWith(role) && one.files.has(FILES.schema),
  )
  const file = service?.files.get(FILES.schema)
  return file ? { ...folder, files: new Map([...folder.files, [FILES.schema, file]]) } : folder
}

async function findActor(
  folder: PortFolder,
  withSchema: PortFolder,
  tools: ActorTools,
): Promise<FoundActor | undefined> {
  const place = new FilePlace(`${folder.path}/${FILES.actor}`)
  const stored = await tools.draft.actor(folder.name)
  if (stored) {
    const schema = new Schemas(tools.codec, tools.formats).of(stored)
    return { view: stored, schema, codes: new Map(), place, stored: true }
  }
  const template = (await tools.templates.read(folder.name))?.template
  if (template) return { ...fromTemplate(template, tools.now), place, stored: false }
  const faults: Diagnostic[] = []
  const read = readSchemaOf(withSchema, tools, faults)
  const doc = readDoc(folder.files.get(FILES.actor), faults)
  tools.left.push(...toLeft(faults), ...leftOf(doc, place.file))
  if (!read) return undefined
  const record: Model.Actor = {
    ...NOTHING,
    name: folder.name,
    role: roleOf(folder.name),
    schema: read.schema.hash,
    capnp: read.capnp,
    linksJson: formatJson(toLinks(doc)),
  }
  return { view: viewActor(record), schema: read.schema, codes: new Map(), place, stored: false }
}

const NOTHING = {
  pack: '',
  folder: '',
  lockJson: '',
  goal: '',
  actions: [],
  onChangeJson: '',
  recurringJson: '',
  eventsJson: '',
  updated: 0,
  concurrency: 0,
  version: '',
}

function fromTemplate(template: Template, now: number): Omit<PortedActor, 'place'> {
  const codes = new Map<string, Model.Code>()
  for (const { name, hash } of template.actions.values()) {
    const code = template.code(hash)
    if (code) codes.set(hash, { ...code, action: name, actor: template.name })
  }
  const view = viewActor(toActor(template, undefined, now))
  return { view, schema: template.schema, codes }
}

function readDoc(file: PortFile | undefined, faults: Diagnostic[]): AysActor {
  return (file && new JsonDocument(file).as(aysActorShape, faults)) ?? {}
}

function leftOf({ flists = [], dataUI = '' }: AysActor, file: string): LeftOut[] {
  return [
    ...(flists.length > 0 ? [{ file, reason: 'there are no flists any more' }] : []),
    ...(dataUI === '' ? [] : [{ file, reason: 'scripts of the user interface do not run' }]),
  ]
}

function tellPython({ files }: PortFolder, exported: ReadonlySet<string>, left: LeftOut[]): void {
  const file = files.get('actions.py')
  if (file) left.push(...toLeft(pythonWarnings(file.text, file.file, exported)))
}

function toLinks({ parent, producers = [] }: AysActor): TemplateLinks {
  const up = parent ? toParent(parent) : undefined
  const consume = producers.flatMap(toConsume).filter(({ argname }) => argname !== up?.argname)
  return { ...(up && { parent: up }), consume }
}

function toParent(link: AysLink): ParentLink | undefined {
  const { role, argname } = namesOf(link)
  const { auto = false, optional = false } = link
  return role === '' ? undefined : { role, argname, auto, optional }
}

function toConsume(link: AysLink): ConsumeLink[] {
  const { minServices: min = 0, maxServices: max = 0, auto = false } = link
  const { role, argname } = namesOf(link)
  return role === '' ? [] : [{ role, argname, min, max, auto }]
}

function namesOf({ actorRole = '', argKey = '', argname = '' }: AysLink) {
  const role = roleOf(actorRole)
  return { role, argname: fieldName(argKey || argname || role) }
}
