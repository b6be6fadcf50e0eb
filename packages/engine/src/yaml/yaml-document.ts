import type { Diagnostic, ErrorCode, SourcePosition } from '@ays/core'

/** Keys and places in lists, from the root down. A number at the root is the place of one of its keys. */
export type YamlPath = readonly (string | number)[]

/** One key of the root with its value, and where the key stands. */
export interface YamlEntry {
  readonly key: string
  readonly value: unknown
  readonly line: number
  readonly column: number
}

export interface YamlOptions {
  /** Of diagnostics about the syntax. */
  readonly code: ErrorCode
  /** Takes a key of the root that is there several times, instead of refusing it. */
  readonly repeatedKeys?: boolean
}

/** A YAML text as plain data that knows where each part of it stands. */
export interface YamlDocument {
  readonly file: string
  /** Undefined when the text is empty or has faults. */
  readonly value: unknown
  /** The keys of the root in the order of the text; empty when the root is no mapping. */
  readonly entries: readonly YamlEntry[]
  readonly diagnostics: readonly Diagnostic[]
  /** Where a key or an item stands, or the nearest part above it that is there. */
  locate(path: YamlPath): SourcePosition
}

/** True for a mapping of YAML: an object that is neither a list nor binary data. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  )
}
