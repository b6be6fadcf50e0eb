import type { FieldChange, LinkChange } from '@ays/core'
import type { Screen } from './screen.ts'
import { truncate } from './text.ts'
import { formatValue } from './value.ts'

/** What differs. */
export interface Differences {
  readonly fields: readonly FieldChange[]
  readonly links: readonly LinkChange[]
}

/** Columns in front of the lines, and between name and value. */
const MARGIN = 8

/** A line for each field and link, the names in one column. */
export function renderDifferences({ fields, links }: Differences, screen: Screen): string[] {
  const names = [...fields.map(({ field }) => field), ...links.map(linkName)]
  const column = Math.max(0, ...names.map((name) => name.length))
  return [
    ...fields.map((field) => renderField(field, column, screen)),
    ...links.map((link) => renderLink(link, column, screen)),
  ]
}

function renderField(
  { field, before, after }: FieldChange,
  column: number,
  { paint, width }: Screen,
): string {
  const name = field.padEnd(column)
  const room = width - column - MARGIN
  if (before === undefined) return `${name}  ${truncate(formatValue(after), room)}`
  const half = Math.floor((room - 3) / 2)
  const [old, now] = [before, after].map((value) => truncate(formatValue(value), half))
  return `${name}  ${paint.red(old)} ${paint.dim('→')} ${paint.green(now)}`
}

function renderLink(link: LinkChange, column: number, { paint }: Screen): string {
  const text = `${linkName(link).padEnd(column)}  ${link.to}`
  return link.kind === 'add' ? text : paint.red(`${text} (no longer)`)
}

function linkName({ argname, parent }: LinkChange): string {
  return parent ? `${argname} (parent)` : argname
}
