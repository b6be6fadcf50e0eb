import { resolve } from 'node:path'
import type { Diagnostic, SourcePosition } from '@ays/core'

/** `file(line,column): error TS2322: text`; faults of settings have no place. */
const FAULT = /^(?:(?<file>.+)\((?<line>\d+),(?<column>\d+)\): )?error (?<code>TS\d+): (?<text>.*)$/

interface Place {
  /** Where the compiler ran: its paths start there. */
  readonly folder: string
  /** Where faults of settings are; those without it have no place. */
  readonly settings: string | undefined
}

/** The faults that `tsc --pretty false` printed; what it says of one in further lines is its detail. */
export function readTscOutput(output: string, { folder, settings }: Place): Diagnostic[] {
  const faults: { summary: string; source: SourcePosition | undefined; more: string[] }[] = []
  for (const line of output.split(/\r?\n/)) {
    const { file, line: row, column, code, text } = FAULT.exec(line)?.groups ?? {}
    if (code === undefined) {
      if (line.startsWith('  ')) faults.at(-1)?.more.push(line.trim())
      continue
    }
    const source =
      file === undefined
        ? settings === undefined
          ? undefined
          : { file: settings, line: 1, column: 1 }
        : { file: resolve(folder, file), line: Number(row), column: Number(column) }
    faults.push({ summary: `${text?.replace(/\.$/, '')} (${code})`, source, more: [] })
  }
  return faults.map(({ summary, source, more }) => ({
    severity: 'error',
    code: 'AYS_ACTION_INVALID',
    summary,
    ...(more.length > 0 && { detail: more.join(' ') }),
    ...(source && { source }),
  }))
}
