import { AysError } from './ays-error.ts'
import type { ErrorCode } from './codes.ts'

/** Where in a text something stands. Lines and columns count from 1, columns in UTF-16 units. */
export interface SourcePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One fault of something a user wrote. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly code: ErrorCode
  /** What is wrong: one line, no full stop. */
  readonly summary: string
  /** Why, and what to do, in whole sentences. */
  readonly detail?: string
  /** Absent only when the fault has no place in a file. */
  readonly source?: SourcePosition
  /** Other places that take part, such as the first of two duplicates. */
  readonly related?: readonly SourcePosition[]
}

/** True when at least one of them is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

/** `file:line:column: severity CODE summary`, one line, for logs and plain terminals. */
export function formatDiagnostic({ severity, code, summary, source }: Diagnostic): string {
  const place = source ? `${source.file}:${source.line}:${source.column}: ` : ''
  return `${place}${severity} ${code} ${summary}`
}

/** In the order a reader meets them: by file, line and column; those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => {
    if (!a.source || !b.source)
      return Number(a.source !== undefined) - Number(b.source !== undefined)
    return (
      compare(a.source.file, b.source.file) ||
      a.source.line - b.source.line ||
      a.source.column - b.source.column
    )
  })
}

/** Throws `code` (AYS_INPUT_INVALID unless told) with all of them when one is an error. */
export function assertNoErrors(
  diagnostics: readonly Diagnostic[],
  what: string,
  code: ErrorCode = 'AYS_INPUT_INVALID',
): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const first = errors[0]
  if (first === undefined) return
  const rest = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new AysError(code, `${what}: ${formatDiagnostic(first)}${rest}`, {
    diagnostics: sortDiagnostics(diagnostics),
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
