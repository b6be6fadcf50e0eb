import {
  type BundledAction,
  type Bundler,
  type Codec,
  type Diagnostic,
  hasErrors,
  isAysError,
  roleOf,
  type Schema,
  type SchemaFormat,
  type SchemaLock,
  type SchemaReading,
} from '@ays/core'
import { checkNames } from './check-names.ts'
import type { Declaration } from './declaration.ts'
import type { FoundTemplate } from './find-templates.ts'
import { pythonWarnings } from './python-actions.ts'
import { readDeclarations } from './read-declarations.ts'
import { readSchemas } from './read-schemas.ts'
import { formatLock, LOCK_FILE, readLock } from './schema-lock.ts'
import {
  OWN_PACK,
  type Template,
  type TemplateAction,
  type TemplateReading,
  type TextFile,
} from './template.ts'
import { TemplateFiles } from './template-files.ts'

/** What templates are loaded with. */
export interface LoadTools {
  readonly codec: Codec
  readonly formats: readonly SchemaFormat[]
  readonly bundler: Bundler
  /** How diagnostics name a path. */
  readonly display: (path: string) => string
  /** The lock that the repository keeps of a template which has none beside it. */
  readonly keptLock: (template: string) => Promise<SchemaLock | undefined>
}

const ACTION_FILES = ['actions.ts', 'actions.js', 'actions.mjs']

/** Reads every file of a template. With an error among its diagnostics there is no template. */
export async function loadTemplate(
  tools: LoadTools,
  found: FoundTemplate,
): Promise<TemplateReading> {
  const files = new TemplateFiles(found, tools.display)
  const [bundled, { before, schemas, declaration, diagnostics }] = await Promise.all([
    bundle(tools, files),
    readTexts(tools, found, files),
  ])
  const compiled = compile(tools, found, schemas[0])
  const all = [
    ...before.diagnostics,
    ...schemas.flatMap((reading) => reading.diagnostics),
    ...compiled.diagnostics,
    ...diagnostics,
    ...bundled.diagnostics,
  ]
  const { schema, capnp, lock } = compiled
  if (!schema || hasErrors(all)) return { diagnostics: all }
  const warnings = [...all, ...(await warn(files, declaration, schema, bundled.actions))]
  const template: Template = {
    ...describe(found, declaration),
    schema,
    capnp,
    ...(lock && { lock }),
    ...lockFile(found, files, before.lock, lock),
    ...toActions(bundled.actions, declaration),
    diagnostics: warnings,
  }
  return { template, diagnostics: warnings }
}

/** What a template says of its data and of itself. */
async function readTexts(tools: LoadTools, found: FoundTemplate, files: TemplateFiles) {
  const before = await findLock(tools, found, files)
  const schemas = await readSchemas(found, files, tools.formats, before.lock)
  const links = schemas.map((reading) => reading.links)
  return { before, schemas, ...(await readDeclarations(files, links, tools.formats)) }
}

/** The lock beside the template, else the one that the repository keeps. */
async function findLock(
  { keptLock }: LoadTools,
  { name }: FoundTemplate,
  files: TemplateFiles,
): Promise<{ readonly lock?: SchemaLock; readonly diagnostics: readonly Diagnostic[] }> {
  const text = await files.read(LOCK_FILE)
  if (text !== undefined) return readLock(text, files.display(LOCK_FILE))
  const lock = await keptLock(name)
  return { ...(lock && { lock }), diagnostics: [] }
}

/** The file is written beside the repository's own templates only: those of packs are not its to change. */
function lockFile(
  { pack }: FoundTemplate,
  files: TemplateFiles,
  before: SchemaLock | undefined,
  now: SchemaLock | undefined,
): { readonly lockFile?: TextFile } {
  if (!now || pack !== OWN_PACK) return {}
  const text = formatLock(now)
  if (files.has(LOCK_FILE) && before && formatLock(before) === text) return {}
  return { lockFile: { path: files.path(LOCK_FILE), text } }
}

interface Compiled {
  readonly schema?: Schema
  readonly capnp: string
  readonly lock?: SchemaLock
  readonly diagnostics: readonly Diagnostic[]
}

function compile(
  { codec, display }: LoadTools,
  { name, folder }: FoundTemplate,
  reading: SchemaReading | undefined,
): Compiled {
  const { model, capnp = '', lock, diagnostics = [] } = reading ?? {}
  const fail = (summary: string): Compiled => {
    const source = { file: display(folder), line: 1, column: 1 }
    const fault: Diagnostic = { severity: 'error', code: 'AYS_SCHEMA_INVALID', summary, source }
    return { capnp, diagnostics: [fault] }
  }
  // The reading says what is wrong with the text.
  if (!model)
    return hasErrors(diagnostics) ? { capnp, diagnostics: [] } : fail(`${name} has no schema`)
  try {
    return { schema: codec.compile(model), capnp, ...(lock && { lock }), diagnostics: [] }
  } catch (error) {
    if (isAysError(error, 'AYS_SCHEMA_INVALID')) return fail(error.message)
    throw error
  }
}

interface Bundled {
  readonly actions: readonly BundledAction[]
  readonly diagnostics: readonly Diagnostic[]
}

async function bundle({ bundler, display }: LoadTools, files: TemplateFiles): Promise<Bundled> {
  const file = ACTION_FILES.find((name) => files.has(name))
  if (file === undefined) return { actions: [], diagnostics: [] }
  try {
    return { actions: await bundler.bundle(files.path(file)), diagnostics: [] }
  } catch (error) {
    if (!isAysError(error, 'AYS_ACTION_INVALID')) throw error
    const diagnostics = error.diagnostics.map((fault) => {
      if (!fault.source) return fault
      return { ...fault, source: { ...fault.source, file: display(fault.source.file) } }
    })
    return { actions: [], diagnostics }
  }
}

function describe({ name, pack, version, folder }: FoundTemplate, declaration: Declaration) {
  const { parent, consume, goal, concurrency, onChange, recurring, events, docs } = declaration
  return {
    name,
    role: roleOf(name),
    pack,
    version,
    folder,
    links: { ...(parent && { parent }), consume },
    ...(goal !== undefined && { goal }),
    ...(concurrency !== undefined && { concurrency }),
    onChange,
    recurring,
    events,
    docs,
  }
}

function toActions(
  bundles: readonly BundledAction[],
  { options }: Declaration,
): Pick<Template, 'actions' | 'code'> {
  const codes = new Map(bundles.map(({ hash, code, map }) => [hash, { code, map }]))
  const actions = bundles.map(({ action, hash, inputs }): [string, TemplateAction] => [
    action,
    { name: action, hash, inputs, options: options[action] ?? {} },
  ])
  return { actions: new Map(actions), code: (hash) => codes.get(hash) }
}

const ACTOR_FILES = ['actor.yaml', 'config.yaml', 'actor.hrd', 'schema.hrd', 'schema.capnp']

/** What is loaded, and still not as its author thinks. */
async function warn(
  files: TemplateFiles,
  declaration: Declaration,
  schema: Schema,
  bundles: readonly BundledAction[],
): Promise<Diagnostic[]> {
  const actions = new Set(bundles.map(({ action }) => action))
  const python = await files.read('actions.py')
  const file = ACTOR_FILES.find((name) => files.has(name)) ?? 'actor.yaml'
  return [
    ...(python === undefined ? [] : pythonWarnings(python, files.display('actions.py'), actions)),
    ...checkNames(declaration, schema, actions, files.display(file)),
  ]
}
