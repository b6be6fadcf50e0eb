import { type Diagnostic, sortDiagnostics } from '@ays/core'
import { Report } from '../report.ts'
import { parseEntries } from './parse-entries.ts'
import { ValueHrd } from './value-hrd.ts'

export interface ParseValueOptions {
  /** For diagnostics. */
  readonly file?: string
  /** What AYS 8.1 silently ignored or misread is an error instead of a warning. */
  readonly strict?: boolean
}

/** Values, and every fault of their text. */
export interface ValueReading {
  readonly values: ValueHrd
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads an actor.hrd, service.hrd, instance.hrd or other file of `key = value`; never throws for bad text. */
export function parseValueHrd(text: string, options: ParseValueOptions = {}): ValueReading {
  const report = new Report(options.file ?? 'values.hrd', options.strict)
  const { entries } = parseEntries(text, report)
  return { values: ValueHrd.of(entries), diagnostics: sortDiagnostics(report.diagnostics) }
}
