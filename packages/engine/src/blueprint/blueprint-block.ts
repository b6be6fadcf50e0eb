import type { Diagnostic, ErrorCode, SourcePosition } from '@ays/core'
import type { YamlDocument, YamlEntry, YamlPath } from '../yaml/yaml-document.ts'

/** One key of a blueprint with what is below it, in its document. */
export class BlueprintBlock {
  readonly key: string
  readonly value: unknown
  /** Of the key. */
  readonly place: SourcePosition
  readonly #document: YamlDocument
  readonly #index: number

  constructor(document: YamlDocument, index: number, { key, value, line, column }: YamlEntry) {
    this.key = key
    this.value = value
    this.place = { file: document.file, line, column }
    this.#document = document
    this.#index = index
  }

  /** Where a part of the block stands. The first call parses the text again, with positions. */
  locate(path: YamlPath): SourcePosition {
    return this.#document.locate([this.#index, ...path])
  }

  error(code: ErrorCode, path: YamlPath, summary: string, detail?: string): Diagnostic {
    return {
      severity: 'error',
      code,
      summary,
      ...(detail === undefined ? {} : { detail }),
      source: this.locate(path),
    }
  }
}
