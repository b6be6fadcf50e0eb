import type { Diagnostic } from '@ays/core'
import { CORE_SCHEMA, load, type Mark, type State, Type, YAMLException } from 'js-yaml'
import {
  isMapping,
  type YamlDocument,
  type YamlEntry,
  type YamlOptions,
  type YamlPath,
} from './yaml-document.ts'
import { YamlTree } from './yaml-tree.ts'

/** YAML 1.2 core; of the types beyond it only merge keys and binary, so that a date stays a text. */
const SCHEMA = CORE_SCHEMA.extend({
  implicit: [
    new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (data) => data === '<<' }),
  ],
  explicit: [
    new Type('tag:yaml.org,2002:binary', {
      kind: 'scalar',
      construct: (data: string) => new Uint8Array(Buffer.from(data, 'base64')),
    }),
  ],
})

/** Reads a text. Fast where there is nothing to report: the tree with positions is made at its first use. */
export function parseYaml(text: string, file: string, options: YamlOptions): YamlDocument {
  return parseFast(text, file, options) ?? parseSlowly(text, file, options)
}

function parseFast(text: string, file: string, options: YamlOptions): YamlDocument | undefined {
  const places = new PlaceRecorder()
  let value: unknown
  try {
    value = load(text, { schema: SCHEMA, listener: places.listen })
  } catch {
    return undefined
  }
  let tree: YamlTree | undefined
  const locate = (path: YamlPath) => (tree ??= new YamlTree(text, file, options)).locate(path)
  const place = ([key, content]: [string, unknown], at: number): YamlEntry => {
    const { line, column } = places.of(key) ?? locate([at])
    return { key, value: content, line, column }
  }
  let entries: readonly YamlEntry[] | undefined
  return {
    file,
    value: value ?? undefined,
    // Only blueprints are read by their keys.
    get entries() {
      return (entries ??= isMapping(value) ? Object.entries(value).map(place) : [])
    },
    diagnostics: [],
    locate,
  }
}

/** The slow parser finds every fault, and takes repeated keys; but some texts it reads are no YAML. */
function parseSlowly(text: string, file: string, options: YamlOptions): YamlDocument {
  const tree = new YamlTree(text, file, options)
  const fault = tree.diagnostics.length > 0 ? undefined : findFault(text, file, options)
  if (!fault) return tree
  const locate = (path: YamlPath) => tree.locate(path)
  return { file, value: undefined, entries: [], diagnostics: [fault], locate }
}

/** What the fast parser refuses, other than repeated keys. */
function findFault(text: string, file: string, { code }: YamlOptions): Diagnostic | undefined {
  try {
    load(text, { schema: SCHEMA, json: true })
    return undefined
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return { severity: 'error', code, summary: error.reason, source: { file, ...placeOf(error) } }
  }
}

/** A fault of the whole text, such as a second document, has no mark. */
function placeOf({ mark }: { readonly mark?: Mark }): { line: number; column: number } {
  return mark ? { line: mark.line + 1, column: mark.column + 1 } : { line: 1, column: 1 }
}

/** Remembers where the texts directly below the root begin: its keys are among them. */
class PlaceRecorder {
  readonly #places = new Map<string, { line: number; column: number }>()
  #depth = 0
  #begin = { line: 1, column: 1 }

  readonly listen = (
    event: 'open' | 'close',
    { line, position, lineStart, result }: State,
  ): void => {
    if (event === 'open') {
      this.#depth += 1
      if (this.#depth === 2) this.#begin = { line: line + 1, column: position - lineStart + 1 }
      return
    }
    if (this.#depth === 2 && typeof result === 'string' && !this.#places.has(result)) {
      this.#places.set(result, this.#begin)
    }
    this.#depth -= 1
  }

  /** Undefined in a root that is written with braces, and for a key that is no text. */
  of(key: string): { line: number; column: number } | undefined {
    return this.#places.get(key)
  }
}
