import { createHash } from 'node:crypto'
import {
  type Codec,
  type Diagnostic,
  hasErrors,
  isAysError,
  isName,
  type Records as Model,
  roleOf,
  type Schema,
  type SchemaFormat,
  type SchemaLock,
} from '@ays/core'
import { viewActor } from '../state/actor-view.ts'
import { formatJson } from '../state/json.ts'
import { readLock } from '../template/schema-lock.ts'
import { type ActorDoc, actorDocShape } from './actor-doc.ts'
import { JsonDocument } from './json-document.ts'
import { codeFile, FILES, mapFile, type PortFolder, type PortTree } from './layout.ts'
import type { PortedActor } from './ported.ts'

export interface SchemaTools {
  readonly codec: Codec
  readonly formats: readonly SchemaFormat[]
}

/** The actors of an export by name; those with a fault are left out, and `faults` gets every one. */
export function readActors(
  { actors }: PortTree,
  tools: SchemaTools,
  faults: Diagnostic[],
): ReadonlyMap<string, PortedActor> {
  return new Map(
    actors.flatMap((folder): [string, PortedActor][] => {
      const actor = readActor(folder, tools, faults)
      return actor ? [[folder.name, actor]] : []
    }),
  )
}

function readActor(
  folder: PortFolder,
  tools: SchemaTools,
  faults: Diagnostic[],
): PortedActor | undefined {
  const document = documentOf(folder, FILES.actor, faults)
  const doc = document?.as(actorDocShape, faults)
  const read = readSchemaOf(folder, tools, faults)
  const lock = readLockOf(folder, faults)
  if (!document || !doc) return undefined
  const name = folder.name
  if (!isName(name)) {
    faults.push(document.error('AYS_NAME_INVALID', [], `"${name}" is no name of a template`))
  }
  const codes = readCodes(folder, doc, document, faults)
  if (!read) return undefined
  const view = viewActor(toRecord(name, doc, { ...read, lock }))
  return { view, schema: read.schema, codes, place: document }
}

/** The document in a file that has to be there. */
export function documentOf(
  { path, files }: PortFolder,
  name: string,
  faults: Diagnostic[],
): JsonDocument | undefined {
  const file = files.get(name)
  if (file) return new JsonDocument(file)
  faults.push(missing(path, name))
  return undefined
}

function missing(folder: string, name: string): Diagnostic {
  return {
    severity: 'error',
    code: 'AYS_INPUT_INVALID',
    summary: `there is no ${name} in ${folder}`,
    source: { file: `${folder}/${name}`, line: 1, column: 1 },
  }
}

/** The schema in a folder of an actor. */
export function readSchemaOf(
  { path, name, files }: PortFolder,
  { codec, formats }: SchemaTools,
  faults: Diagnostic[],
): { readonly schema: Schema; readonly capnp: string } | undefined {
  const file = files.get(FILES.schema)
  if (!file) {
    faults.push(missing(path, FILES.schema))
    return undefined
  }
  const format = formats.find(({ extension }) => extension === '.capnp')
  const reading = format?.read(file.text, { file: file.file, pack: '', template: name })
  const errors = (reading?.diagnostics ?? []).filter((one) => hasErrors([one]))
  faults.push(...errors)
  if (!reading?.model || errors.length > 0) return undefined
  try {
    return { schema: codec.compile(reading.model), capnp: file.text }
  } catch (error) {
    if (!isAysError(error, 'AYS_SCHEMA_INVALID')) throw error
    const source = { file: file.file, line: 1, column: 1 }
    faults.push({ severity: 'error', code: error.code, summary: error.message, source })
    return undefined
  }
}

function readLockOf({ files }: PortFolder, faults: Diagnostic[]): SchemaLock | undefined {
  const file = files.get(FILES.lock)
  if (!file) return undefined
  const { lock, diagnostics } = readLock(file.text, file.file)
  faults.push(...diagnostics)
  return lock
}

/** The bundle of each action, which has to be the one that the document names. */
function readCodes(
  { name: actor, path, files }: PortFolder,
  { actions }: ActorDoc,
  document: JsonDocument,
  faults: Diagnostic[],
): Map<string, Model.Code> {
  const codes = new Map<string, Model.Code>()
  for (const [action, { code: hash }] of Object.entries(actions)) {
    const code = files.get(codeFile(action))?.text
    const at = ['actions', action, 'code']
    if (code === undefined) faults.push(missing(path, codeFile(action)))
    else if (sha256(code) !== hash) {
      faults.push(
        document.error(
          'AYS_INPUT_INVALID',
          at,
          `${codeFile(action)} is not the code that this is the hash of`,
        ),
      )
    } else codes.set(hash, { code, map: files.get(mapFile(action))?.text ?? '', action, actor })
  }
  return codes
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

interface ReadSchema {
  readonly schema: Schema
  readonly capnp: string
  readonly lock: SchemaLock | undefined
}

function toRecord(name: string, doc: ActorDoc, { schema, capnp, lock }: ReadSchema): Model.Actor {
  return {
    name,
    role: roleOf(name),
    pack: doc.pack,
    // Of the machine that it was frozen on.
    folder: '',
    schema: schema.hash,
    capnp,
    lockJson: formatJson(lock),
    linksJson: formatJson(doc.links),
    goal: doc.goal ?? '',
    actions: Object.entries(doc.actions).map(([action, { code, inputs, options }]) => ({
      name: action,
      code,
      inputs,
      optionsJson: formatJson(options),
    })),
    onChangeJson: formatJson(doc.onChange),
    recurringJson: formatJson(doc.recurring),
    eventsJson: formatJson(doc.events),
    updated: 0,
    concurrency: doc.concurrency ?? 0,
    version: doc.version ?? '',
  }
}
