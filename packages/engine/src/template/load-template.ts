import {
  type ActorReading,
  AysError,
  type Bundler,
  type BundledAction,
  type Codec,
  type Diagnostic,
  hasErrors,
  isAysError,
  roleOf,
  type SchemaFormat,
  type SchemaLock,
  type SchemaReading,
  type TemplateLinks,
} from '@ays/core'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { toDiagnostics } from '../yaml/shape.ts'
import { actorShape } from './actor-shape.ts'
import { type Declaration, mergeDeclarations, toDeclaration } from './declaration.ts'
import type { FoundTemplate } from './find-templates.ts'
import { fromConfig } from './from-config.ts'
import { pythonWarning } from './python-actions.ts'
import { formatLock, LOCK_FILE, readLock } from './schema-lock.ts'
import type { TemplateAction, TemplateReading, TextFile } from './template.ts'

export interface LoadTools {
  readonly codec: Codec
  readonly formats: readonly SchemaFormat[]
  readonly bundler: Bundler
  /** How diagnostics name a path. */
  readonly display: (path: string) => string
}

/** Reads every file of a template. With an error among its diagnostics there is no template. */
export async function loadTemplate(
  tools: LoadTools,
  found: FoundTemplate,
): Promise<TemplateReading> {
  return new TemplateLoader(tools, found).load()
}

const ACTION_FILES = ['actions.ts', 'actions.js', 'actions.mjs']

class TemplateLoader {
  readonly #tools: LoadTools
  readonly #found: FoundTemplate
  readonly #diagnostics: Diagnostic[] = []

  constructor(tools: LoadTools, found: FoundTemplate) {
    this.#tools = tools
    this.#found = found
  }

  async load(): Promise<TemplateReading> {
    const { name, pack, folder } = this.#found
    const lock = await this.#readLock()
    const readings = await this.#readSchemas(lock)
    const bundles = await this.#bundle()
    const declaration = mergeDeclarations(await this.#readDeclarations(readings))
    await this.#warnOfPython(bundles)
    const [main] = readings
    if (!main?.model || main.capnp === undefined || hasErrors(this.#diagnostics)) {
      return { diagnostics: this.#diagnostics }
    }
    const { parent, consume, options } = declaration
    const links: TemplateLinks = { ...(parent ? { parent } : {}), consume }
    const codes = new Map(bundles.map(({ hash, code, map }) => [hash, { code, map }]))
    const lockFile = this.#lockFile(lock, main.lock)
    return {
      template: {
        ...declaration,
        name,
        role: roleOf(name),
        pack,
        folder,
        schema: this.#tools.codec.compile(main.model),
        capnp: main.capnp,
        ...(main.lock ? { lock: main.lock } : {}),
        ...(lockFile ? { lockFile } : {}),
        links,
        actions: new Map(bundles.map((bundle) => [bundle.action, toAction(bundle, options)])),
        code: (hash) => codes.get(hash),
        diagnostics: this.#diagnostics,
      },
      diagnostics: this.#diagnostics,
    }
  }

  #path(file: string): string {
    return join(this.#found.folder, file)
  }

  #display(file: string): string {
    return this.#tools.display(this.#path(file))
  }

  async #text(file: string): Promise<string | undefined> {
    return this.#found.files.has(file) ? readFile(this.#path(file), 'utf8') : undefined
  }

  async #readLock(): Promise<SchemaLock | undefined> {
    const text = await this.#text(LOCK_FILE)
    if (text === undefined) return undefined
    const { lock, diagnostics } = readLock(text, this.#display(LOCK_FILE))
    this.#diagnostics.push(...diagnostics)
    return lock
  }

  /** The data schema first: schema.capnp wins over schema.hrd, whose relations count all the same. */
  async #readSchemas(lock: SchemaLock | undefined): Promise<SchemaReading[]> {
    const { pack, name } = this.#found
    const readings: SchemaReading[] = []
    for (const extension of ['.capnp', '.hrd']) {
      const file = `schema${extension}`
      const format = this.#format(extension)
      const text = await this.#text(file)
      // A template without fields needs no schema file.
      if (text === undefined && (extension !== '.hrd' || readings.length > 0)) continue
      const source = { file: this.#display(file), pack, template: name, ...(lock ? { lock } : {}) }
      const reading = format.read(text ?? '', source)
      this.#diagnostics.push(...reading.diagnostics)
      readings.push(reading)
    }
    return readings
  }

  #format(extension: string): SchemaFormat {
    const format = this.#tools.formats.find((one) => one.extension === extension)
    if (format) return format
    throw new AysError('AYS_BINDING_MISSING', `no schema format reads ${extension}`)
  }

  async #readDeclarations(readings: readonly SchemaReading[]): Promise<Declaration[]> {
    return [
      ...(await this.#readYaml('actor.yaml', false)),
      ...readings.map(({ links }) => ({ ...EMPTY, ...links })),
      ...(await this.#readActorHrd()),
      ...(await this.#readYaml('config.yaml', true)),
    ]
  }

  async #readYaml(file: string, config: boolean): Promise<Declaration[]> {
    const text = await this.#text(file)
    if (text === undefined) return []
    const document = parseYaml(text, this.#display(file), { code: 'AYS_ACTOR_INVALID' })
    this.#diagnostics.push(...document.diagnostics)
    if (document.diagnostics.length > 0) return []
    const value = config ? fromConfig(document.value) : (document.value ?? {})
    const checked = config ? actorShape.checkLoosely(value) : strictly(value)
    const faults = toDiagnostics(checked.faults, document, 'AYS_ACTOR_INVALID')
    const severity = checked.value ? 'warning' : 'error'
    this.#diagnostics.push(...faults.map((fault): Diagnostic => ({ ...fault, severity })))
    return checked.value ? [toDeclaration(checked.value)] : []
  }

  async #readActorHrd(): Promise<Declaration[]> {
    const text = await this.#text('actor.hrd')
    const format = this.#format('.hrd')
    if (text === undefined || !format.readActor) return []
    const reading: ActorReading = format.readActor(text, this.#display('actor.hrd'))
    this.#diagnostics.push(...reading.diagnostics)
    const checked = actorShape.checkLoosely(reading.actor)
    return checked.value ? [toDeclaration(checked.value)] : []
  }

  async #bundle(): Promise<readonly BundledAction[]> {
    const file = ACTION_FILES.find((name) => this.#found.files.has(name))
    if (file === undefined) return []
    try {
      return await this.#tools.bundler.bundle(this.#path(file))
    } catch (error) {
      if (!isAysError(error, 'AYS_ACTION_INVALID')) throw error
      this.#diagnostics.push(...error.diagnostics.map((fault) => this.#relocate(fault)))
      return []
    }
  }

  #relocate(fault: Diagnostic): Diagnostic {
    if (!fault.source) return fault
    return { ...fault, source: { ...fault.source, file: this.#tools.display(fault.source.file) } }
  }

  async #warnOfPython(bundles: readonly BundledAction[]): Promise<void> {
    const text = await this.#text('actions.py')
    if (text === undefined) return
    const exported = new Set(bundles.map(({ action }) => action))
    const warning = pythonWarning(text, this.#display('actions.py'), exported)
    if (warning) this.#diagnostics.push(warning)
  }

  #lockFile(before: SchemaLock | undefined, now: SchemaLock | undefined): TextFile | undefined {
    if (!now || (before && formatLock(before) === formatLock(now))) return undefined
    return { path: this.#path(LOCK_FILE), text: formatLock(now) }
  }
}

const EMPTY: Declaration = {
  consume: [],
  options: {},
  recurring: [],
  events: [],
  onChange: {},
  docs: {},
}

function strictly(value: unknown) {
  const checked = actorShape.check(value)
  return checked.ok ? { value: checked.value, faults: [] } : { faults: checked.faults }
}

function toAction(
  { action, hash, inputs }: BundledAction,
  options: Declaration['options'],
): TemplateAction {
  return { name: action, hash, inputs, options: options[action] ?? {} }
}
