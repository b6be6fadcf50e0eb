import type { Diagnostic, ErrorCode } from '@ays/core'
import { Ajv, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv'
import { didYouMean } from './suggest.ts'
import type { YamlDocument, YamlPath } from './yaml-document.ts'

/** One way in which a value is not what its shape asks for. */
export interface ShapeFault {
  readonly path: YamlPath
  readonly message: string
  readonly detail?: string
  /** The last step of the path is a key that the shape does not know. */
  readonly unknownKey: boolean
}

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly ShapeFault[] }

/**
 * What plain data must look like, as JSON Schema. `title` of a part is how a fault names what was
 * expected: `"soon" is not a duration`.
 */
export class Shape<T> {
  readonly #schema: AnySchemaObject
  #compiled: ValidateFunction<T> | undefined

  constructor(schema: AnySchemaObject) {
    this.#schema = schema
  }

  /** The value, or every fault at once. */
  check(value: unknown): Shaped<T> {
    const validate = this.#validator()
    if (validate(value)) return { ok: true, value }
    return { ok: false, faults: (validate.errors ?? []).filter(isOwn).map(toFault) }
  }

  /** Compiling costs milliseconds that a repository without such a file need not pay. */
  #validator(): ValidateFunction<T> {
    // The schemas are our own: to check them, too, would cost more than all the rest.
    const options = { allErrors: true, verbose: true, allowUnionTypes: true, validateSchema: false }
    return (this.#compiled ??= new Ajv(options).compile<T>(this.#schema))
  }

  /** As check(), but keys that the shape does not know are left out: each is a fault beside the value. */
  checkLoosely(value: unknown): { readonly value?: T; readonly faults: readonly ShapeFault[] } {
    const first = this.check(value)
    if (first.ok) return { value: first.value, faults: [] }
    const unknown = first.faults.filter(({ unknownKey }) => unknownKey)
    const trimmed = structuredClone(value)
    for (const { path } of unknown) deleteAt(trimmed, path)
    const second = this.check(trimmed)
    if (second.ok) return { value: second.value, faults: unknown }
    return { faults: first.faults }
  }
}

/** Faults as diagnostics of the document that they were found in. */
export function toDiagnostics(
  faults: readonly ShapeFault[],
  document: Pick<YamlDocument, 'locate'>,
  code: ErrorCode,
): Diagnostic[] {
  return faults.map(({ path, message, detail }) => ({
    severity: 'error',
    code,
    summary: message,
    ...(detail === undefined ? {} : { detail }),
    source: document.locate(path),
  }))
}

/** The branches of a oneOf each complain; only the oneOf itself says something to a person. */
function isOwn({ schemaPath }: ErrorObject): boolean {
  return !/\/(oneOf|anyOf)\/\d/.test(schemaPath)
}

function toFault(error: ErrorObject): ShapeFault {
  const path = error.instancePath.split('/').slice(1).map(unescape)
  const where = formatPath(path)
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty'])
    const detail = didYouMean(key, Object.keys(propertiesOf(error)))
    return {
      path: [...path, key],
      message: `unknown key "${formatPath([...path, key])}"`,
      ...(detail === undefined ? {} : { detail }),
      unknownKey: true,
    }
  }
  if (error.keyword === 'required') {
    const message = `${where || 'it'} lacks "${String(error.params['missingProperty'])}"`
    return { path, message, unknownKey: false }
  }
  const expected = titleOf(error)
  const message = expected
    ? `${show(error.data)} is not ${expected}`
    : (error.message ?? error.keyword)
  return { path, message: where ? `${where}: ${message}` : message, unknownKey: false }
}

function propertiesOf({ parentSchema }: ErrorObject): object {
  const properties: unknown = parentSchema?.['properties']
  return typeof properties === 'object' && properties !== null ? properties : {}
}

function titleOf({ parentSchema }: ErrorObject): string | undefined {
  const title: unknown = parentSchema?.['title']
  return typeof title === 'string' ? title : undefined
}

function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** `consume[0].min`. */
function formatPath(path: readonly string[]): string {
  return path
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

/** Never looks into lists and mappings: aliases of YAML can make them larger than memory. */
function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a mapping'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function deleteAt(value: unknown, path: YamlPath): void {
  let holder: unknown = value
  for (const step of path.slice(0, -1)) holder = getAt(holder, step)
  const last = path.at(-1)
  if (typeof holder === 'object' && holder !== null && last !== undefined) {
    Reflect.deleteProperty(holder, last)
  }
}

function getAt(holder: unknown, step: string | number): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, step) : undefined
}
