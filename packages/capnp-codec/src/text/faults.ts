import type { Diagnostic, ErrorCode } from '@ays/core'

/** Something wrong at an offset of a text. */
export interface Fault {
  readonly at: number
  readonly code: ErrorCode
  /** One line, no full stop. */
  readonly summary: string
  /** What to do, in whole sentences. */
  readonly detail?: string
}

/** Collects faults, so that a reader can go on after the first. */
export class Faults {
  readonly #all: Fault[] = []

  add(at: number, summary: string, detail?: string): void {
    this.#add('AYS_SCHEMA_INVALID', at, summary, detail)
  }

  /** Legal Cap'n Proto that only the compiler itself can resolve. */
  addUnsupported(at: number, what: string): void {
    this.#add(
      'AYS_SCHEMA_UNSUPPORTED',
      at,
      `${what} needs the capnp compiler`,
      'Install it with `apt-get install capnproto`, or write the types into this file.',
    )
  }

  /** Whether something needs the compiler. */
  get unsupported(): boolean {
    return this.#all.some(({ code }) => code === 'AYS_SCHEMA_UNSUPPORTED')
  }

  get length(): number {
    return this.#all.length
  }

  /** With line and column, in the order of the text, each fault once. */
  toDiagnostics(text: string, file: string): Diagnostic[] {
    const position = positionIn(text)
    const seen = new Set<string>()
    return this.#all
      .toSorted((a, b) => a.at - b.at)
      .filter(({ at, summary }) => !seen.has(`${at} ${summary}`) && seen.add(`${at} ${summary}`))
      .map(({ at, code, summary, detail }) => ({
        severity: 'error',
        code,
        summary,
        ...(detail === undefined ? {} : { detail }),
        source: { file, ...position(at) },
      }))
  }

  #add(code: ErrorCode, at: number, summary: string, detail: string | undefined): void {
    this.#all.push({ code, at, summary, ...(detail === undefined ? {} : { detail }) })
  }
}

/** Offset to line and column, both from 1. */
function positionIn(text: string): (at: number) => { line: number; column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (at) => {
    const line = starts.findLastIndex((start) => start <= at)
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1 }
  }
}
