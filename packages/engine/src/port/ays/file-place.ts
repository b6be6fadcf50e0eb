import type { Diagnostic, ErrorCode, LeftOut } from '@ays/core'
import type { Place } from '../ported.ts'

/** A file of AYS, which was never written by hand: where in it a fault is helps nobody. */
export class FilePlace implements Place {
  readonly file: string

  constructor(file: string) {
    this.file = file
  }

  error(code: ErrorCode, _path: unknown, summary: string): Diagnostic {
    return { severity: 'error', code, summary, source: { file: this.file, line: 1, column: 1 } }
  }
}

/** Faults as what was left out because of them. */
export function toLeft(faults: readonly Diagnostic[]): LeftOut[] {
  return faults.map(({ source, summary }) => ({ file: source?.file ?? '', reason: summary }))
}
