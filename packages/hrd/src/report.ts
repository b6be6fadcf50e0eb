import type { Diagnostic, ErrorCode } from '@ays/core'

/** Longer lines are nobody's HRD: an error. UTF-16 units. */
export const MAX_LINE = 65_536

/** A place in a text; both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Collects the faults of one text. */
export class Report {
  readonly diagnostics: Diagnostic[] = []
  readonly #file: string
  readonly #strict: boolean

  constructor(file: string, strict = false) {
    this.#file = file
    this.#strict = strict
  }

  /** What makes the text unusable; without a place when the fault is in no text. */
  error(
    at: Place | undefined,
    summary: string,
    detail: string,
    code: ErrorCode = 'AYS_HRD_SYNTAX',
  ): void {
    this.#add('error', code, at, summary, detail, [])
  }

  /** What AYS 8.1 took without a word; an error when the reader is strict. */
  ignored(at: Place, summary: string, detail: string, related: readonly Place[] = []): void {
    const severity = this.#strict ? 'error' : 'warning'
    this.#add(severity, 'AYS_HRD_IGNORED', at, summary, detail, related)
  }

  #add(
    severity: Diagnostic['severity'],
    code: ErrorCode,
    at: Place | undefined,
    summary: string,
    detail: string,
    related: readonly Place[],
  ): void {
    const locate = ({ line, column }: Place) => ({ file: this.#file, line, column })
    this.diagnostics.push({
      severity,
      code,
      summary,
      detail,
      ...(at && { source: locate(at) }),
      ...(related.length > 0 && { related: related.map(locate) }),
    })
  }
}
