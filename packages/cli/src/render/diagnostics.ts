import type { Diagnostic, SourcePosition } from '@ays/core'
import type { Screen } from './screen.ts'
import { count, indent, wrap } from './text.ts'

/** The text of a file that a diagnostic names; undefined when it cannot be read any more. */
export type ReadText = (file: string) => string | undefined

/** Of an excerpt, in a pipe too: a line of a file can have any length. */
const MAX_WIDTH = 240

/** Every diagnostic with the line it means and a caret below the column. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  screen: Screen,
  readText: ReadText,
): string {
  return diagnostics.map((diagnostic) => renderOne(diagnostic, screen, readText)).join('\n')
}

/** `2 errors, 1 warning`; what there is none of is left out. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  return [errors && count(errors, 'error'), warnings && count(warnings, 'warning')]
    .filter(Boolean)
    .join(', ')
}

function renderOne(diagnostic: Diagnostic, screen: Screen, readText: ReadText): string {
  const { severity, code, summary, detail, source, related = [] } = diagnostic
  const { paint, width } = screen
  const colour = severity === 'error' ? paint.red : paint.yellow
  const place = source ? `${paint.bold(formatPosition(source))}: ` : ''
  const lines = [wrap(`${place}${colour(severity)} ${paint.dim(code)} ${summary}`, width)]
  if (source) lines.push(...excerpt(readText(source.file) ?? '', source, screen, colour))
  if (detail !== undefined) lines.push(wrap(indent(detail, '  '), width))
  lines.push(...related.map((position) => `  see also ${formatPosition(position)}`))
  return lines.join('\n')
}

function formatPosition({ file, line, column }: SourcePosition): string {
  return `${file}:${line}:${column}`
}

function excerpt(
  text: string,
  { line, column }: SourcePosition,
  { paint, width }: Screen,
  colour: (text: string) => string,
): string[] {
  const source = text.split(/\r?\n/, line)[line - 1]
  if (source === undefined || source.trim() === '') return []
  const number = String(line)
  const margin = ' '.repeat(number.length)
  const room = Math.max(Math.min(width, MAX_WIDTH) - number.length - 5, 20)
  // A line that is too long is shown from a little before its column on.
  const start = column <= room ? 0 : column - 1 - Math.floor(room / 2)
  const shown = source.slice(start, start + room)
  const before = shown.slice(0, column - 1 - start).replaceAll(/[^\t]/g, ' ')
  const carets = '^'.repeat(Math.max(wordAt(shown, column - 1 - start).length, 1))
  return [
    `  ${paint.dim(`${number} |`)} ${shown}`,
    `  ${paint.dim(`${margin} |`)} ${before}${colour(carets)}`,
  ]
}

function wordAt(text: string, index: number): string {
  return /^(?:"[^"]*"|'[^']*'|[^\s:,[\]{}]+)/.exec(text.slice(index))?.[0] ?? ''
}
