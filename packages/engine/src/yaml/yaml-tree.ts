import type { Diagnostic, SourcePosition } from '@ays/core'
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'
import type { YamlDocument, YamlEntry, YamlOptions, YamlPath } from './yaml-document.ts'

interface Content {
  readonly entries: readonly YamlEntry[]
  readonly value: unknown
}

const NOTHING: Content = { entries: [], value: undefined }

/** A YAML text with the position of every part, and every fault of its syntax. Slow: for reporting. */
export class YamlTree implements YamlDocument {
  readonly file: string
  readonly diagnostics: readonly Diagnostic[]
  readonly #document: Document
  readonly #lines = new LineCounter()
  readonly #options: YamlOptions
  #content: Content | undefined

  constructor(text: string, file: string, options: YamlOptions) {
    this.file = file
    this.#options = options
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: false,
      merge: true,
      customTags: ['binary'],
    })
    this.diagnostics = this.#faults()
  }

  get value(): unknown {
    return this.#read().value
  }

  get entries(): readonly YamlEntry[] {
    return this.#read().entries
  }

  locate(path: YamlPath): SourcePosition {
    let node: unknown = this.#document.contents
    let offset = offsetOf(node) ?? 0
    for (const [depth, step] of path.entries()) {
      if (isAlias(node)) node = node.resolve(this.#document)
      const part = stepInto(node, step, depth)
      if (!part) break
      offset = offsetOf(part) ?? offset
      node = isPair(part) ? part.value : part
    }
    return this.#position(offset)
  }

  #position(offset: number): SourcePosition {
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }

  #faults(): Diagnostic[] {
    const faults = this.#document.errors.map(({ message, pos }) => this.#fault(message, pos[0]))
    return faults.length > 0 ? faults : this.#repeatedKeys()
  }

  #repeatedKeys(): Diagnostic[] {
    const faults: Diagnostic[] = []
    visit(this.#document, {
      Map: (_, map) => {
        if (map === this.#document.contents && this.#options.repeatedKeys === true) return
        for (const { key, first } of repeated(map)) {
          const fault = this.#fault(`the key "${nameOf(key)}" is there twice`, offsetOf(key) ?? 0)
          faults.push({ ...fault, related: [this.#position(offsetOf(first) ?? 0)] })
        }
      },
    })
    return faults
  }

  #fault(summary: string, offset: number): Diagnostic {
    return {
      severity: 'error',
      code: this.#options.code,
      summary,
      source: this.#position(offset),
    }
  }

  #read(): Content {
    return (this.#content ??= this.diagnostics.length > 0 ? NOTHING : this.#toContent())
  }

  #toContent(): Content {
    const { contents } = this.#document
    if (!isMap(contents)) return { entries: [], value: this.#toValue(contents) ?? undefined }
    const entries = contents.items.map((pair) => {
      const { line, column } = this.#position(offsetOf(pair) ?? 0)
      return { key: nameOf(pair.key), value: this.#toValue(pair.value), line, column }
    })
    return { entries, value: Object.fromEntries(entries.map(({ key, value }) => [key, value])) }
  }

  #toValue(node: unknown): unknown {
    // However many aliases there are, each is the same object.
    return isNode(node) ? node.toJS(this.#document, { maxAliasCount: -1 }) : null
  }
}

function* repeated(map: YAMLMap): Iterable<{ key: unknown; first: unknown }> {
  const seen = new Map<string, unknown>()
  for (const { key } of map.items) {
    const name = nameOf(key)
    if (seen.has(name)) yield { key, first: seen.get(name) }
    else seen.set(name, key)
  }
}

function stepInto(node: unknown, step: string | number, depth: number): unknown {
  if (isSeq(node)) return node.items[Number(step)]
  if (!isMap(node)) return undefined
  if (depth === 0 && typeof step === 'number') return node.items[step]
  return node.items.find(({ key }) => nameOf(key) === String(step))
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key)
}

function offsetOf(part: unknown): number | undefined {
  if (isPair(part)) return offsetOf(keyOf(part))
  return isNode(part) ? part.range?.[0] : undefined
}

function keyOf({ key }: Pair): unknown {
  return key
}
