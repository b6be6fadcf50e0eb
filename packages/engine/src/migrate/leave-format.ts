import { readdir } from 'node:fs/promises'
import {
  type ActorReading,
  assertNoErrors,
  AysError,
  type Codec,
  type Diagnostic,
  type SchemaFormat,
  type SchemaLock,
  type SchemaReading,
} from '@ays/core'
import { actorShape } from '../template/actor-shape.ts'
import { readDeclarations } from '../template/read-declarations.ts'
import { readSchemas } from '../template/read-schemas.ts'
import { LOCK_FILE, readLock } from '../template/schema-lock.ts'
import type { TextFile } from '../template/template.ts'
import { TemplateFiles } from '../template/template-files.ts'
import { extendActor } from './extend-actor.ts'
import { type Meaning, proveSame } from './prove-same.ts'

/** A template that is to leave a format. */
export interface LeavingTemplate {
  readonly name: string
  readonly pack: string
  /** Absolute. */
  readonly folder: string
  /** The lock of its schema where it is known; else the one in the folder counts. */
  readonly lock?: SchemaLock
}

/** What a format is left with. */
export interface LeaveFormatOptions {
  readonly codec: Codec
  readonly formats: readonly SchemaFormat[]
  /** The one of them that is left. */
  readonly format: SchemaFormat
  /** Text of schema.capnp and data of actor.yaml that say what these readings say. */
  readonly convert: (
    schema: SchemaReading,
    actor: ActorReading | undefined,
  ) => { readonly capnp: string; readonly actor: Readonly<Record<string, unknown>> }
  /** How diagnostics name a path. */
  readonly display: (path: string) => string
}

/** What to do to leave the format: proven, and not done yet. */
export interface Leaving {
  /** To be written first. */
  readonly writes: readonly TextFile[]
  /** Absolute paths of files that say nothing new once the others are written. */
  readonly removes: readonly string[]
  readonly warnings: readonly Diagnostic[]
}

const SCHEMA = 'schema.capnp'
const ACTOR = 'actor.yaml'

/**
 * What makes a template say in schema.capnp and actor.yaml what it says in another format now. Changes
 * nothing. That data, links, recurring actions and events stay the same is proven with the template as
 * it would be. AYS_USAGE when it has no file of the format; AYS_TEMPLATE_INVALID with its diagnostics;
 * AYS_SCHEMA_BREAKS and AYS_ACTOR_INVALID when it would not be the same.
 */
export async function leaveFormat(
  template: LeavingTemplate,
  options: LeaveFormatOptions,
): Promise<Leaving> {
  const files = await filesOf(template, options)
  const left = filesOfFormat(options.format).filter((name) => files.has(name))
  if (left.length === 0) throw nothingToLeave(template, options)
  const lock = template.lock ?? (await lockIn(files))
  const before = await readMeaning(template, files, lock, options)
  const texts = await convert(template, files, lock, options)
  const removes = files.has(LOCK_FILE) ? [...left, LOCK_FILE] : left
  const gone = removes.map((name) => [name, undefined] as const)
  const after = files.changed(new Map<string, string | undefined>([...texts, ...gone]))
  proveSame(before, await readMeaning(template, after, undefined, options))
  return {
    writes: texts.map(([name, text]) => ({ path: files.path(name), text })),
    removes: removes.map((name) => files.path(name)),
    warnings: before.diagnostics,
  }
}

function filesOfFormat({ extension }: SchemaFormat): string[] {
  return [`schema${extension}`, `actor${extension}`]
}

async function filesOf(
  { folder }: LeavingTemplate,
  { display }: LeaveFormatOptions,
): Promise<TemplateFiles> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new AysError('AYS_USAGE', `${display(folder)} cannot be read as a folder`, { cause })
  })
  return new TemplateFiles({ folder, files: new Set(names) }, display)
}

async function lockIn(files: TemplateFiles): Promise<SchemaLock | undefined> {
  const text = await files.read(LOCK_FILE)
  if (text === undefined) return undefined
  const { lock, diagnostics } = readLock(text, files.display(LOCK_FILE))
  assertNoErrors(diagnostics, 'the lock has faults', 'AYS_TEMPLATE_INVALID')
  return lock
}

async function readMeaning(
  template: LeavingTemplate,
  files: TemplateFiles,
  lock: SchemaLock | undefined,
  { formats, codec }: LeaveFormatOptions,
): Promise<Meaning & { readonly diagnostics: readonly Diagnostic[] }> {
  const readings = await readSchemas(template, files, formats, lock)
  const links = readings.map((reading) => reading.links)
  const { declaration, diagnostics: said } = await readDeclarations(files, links, formats)
  const diagnostics = [...readings.flatMap((reading) => reading.diagnostics), ...said]
  const { name } = template
  assertNoErrors(diagnostics, `the template ${name} has faults`, 'AYS_TEMPLATE_INVALID')
  const model = readings[0]?.model
  if (!model) throw new AysError('AYS_TEMPLATE_INVALID', `the template ${name} has no schema`)
  return { schema: codec.compile(model), declaration, diagnostics }
}

/** Names and texts. A schema.capnp that is there already says what the data is, and stays. */
async function convert(
  template: LeavingTemplate,
  files: TemplateFiles,
  lock: SchemaLock | undefined,
  { format, convert: toTexts }: LeaveFormatOptions,
): Promise<(readonly [name: string, text: string])[]> {
  const [schema] = await readSchemas(template, files, [format], lock)
  if (!schema) throw new AysError('AYS_INTERNAL', `there is no reading for ${format.extension}`)
  const name = `actor${format.extension}`
  const text = await files.read(name)
  const { capnp, actor } = toTexts(
    schema,
    text === undefined ? undefined : format.readActor?.(text, files.display(name)),
  )
  const before = (await files.read(ACTOR)) ?? ''
  const after = extendActor(before, actorShape.checkLoosely(actor).value ?? {})
  return [
    ...(files.has(SCHEMA) ? [] : [[SCHEMA, capnp] as const]),
    ...(after === before ? [] : [[ACTOR, after] as const]),
  ]
}

function nothingToLeave({ name }: LeavingTemplate, { format }: LeaveFormatOptions): AysError {
  const files = filesOfFormat(format).join(' nor ')
  return new AysError('AYS_USAGE', `the template ${name} has neither ${files}`, {
    hint: 'There is nothing to migrate.',
  })
}
