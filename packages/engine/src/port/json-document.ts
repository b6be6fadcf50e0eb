import type { Diagnostic, ErrorCode, PortFile, SourcePosition } from '@ays/core'
import { type Shape, toDiagnostics } from '../yaml/shape.ts'
import type { YamlPath } from '../yaml/yaml-document.ts'
import { YamlTree } from '../yaml/yaml-tree.ts'

/** A JSON text that knows where each part of it stands. */
export class JsonDocument {
  readonly file: string
  /** Undefined when the text is no JSON: then `fault` says why. */
  readonly value: unknown
  readonly fault: Diagnostic | undefined
  readonly #text: string
  #tree: YamlTree | undefined

  constructor({ file, text }: PortFile) {
    this.file = file
    this.#text = text
    try {
      this.value = JSON.parse(text)
    } catch (error) {
      const source = { file, ...placeOf(text, error) }
      this.fault = {
        severity: 'error',
        code: 'AYS_INPUT_INVALID',
        summary: 'it is no JSON',
        source,
      }
    }
  }

  /** Where a key or an item stands, or the nearest part above it that is there. */
  locate(path: YamlPath): SourcePosition {
    // Every JSON text is YAML.
    this.#tree ??= new YamlTree(this.#text, this.file, { code: 'AYS_INPUT_INVALID' })
    return this.#tree.locate(path)
  }

  /** A fault at a part of it. */
  error(code: ErrorCode, path: YamlPath, summary: string, detail?: string): Diagnostic {
    const source = this.locate(path)
    return { severity: 'error', code, summary, ...(detail !== undefined && { detail }), source }
  }

  /** The value in its shape; every way in which it is not goes to `faults`, and then there is none. */
  as<T>(shape: Shape<T>, faults: Diagnostic[]): T | undefined {
    if (this.fault) {
      faults.push(this.fault)
      return undefined
    }
    const shaped = shape.check(this.value)
    if (shaped.ok) return shaped.value
    faults.push(...toDiagnostics(shaped.faults, this, 'AYS_INPUT_INVALID'))
    return undefined
  }
}

/** Where JSON.parse() gave up; without a word on it, at the end. */
function placeOf(text: string, error: unknown): { line: number; column: number } {
  const [, told] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? []
  const before = text.slice(0, told === undefined ? text.length : Number(told)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
