import widthOf from 'fast-string-width'
import type { Screen } from './screen.ts'
import { truncate } from './text.ts'

const GAP = 2
const NARROWEST = 6
/** The length of the id of a run. */
const ID = 26

/** Columns that fit the screen: the widest ones give way, and what they lose ends in an ellipsis. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { paint, width }: Screen,
): string {
  const table = [head.map((title) => paint.bold(title)), ...rows].map(toLines)
  const widths = fit(naturalWidths(table.flat()), width)
  return table
    .flat()
    .map((cells) => renderLine(cells, widths))
    .join('\n')
}

/** A row with a line for each line of its longest cell. */
function toLines(cells: readonly string[]): string[][] {
  const columns = cells.map((cell) => cell.split('\n'))
  const height = Math.max(...columns.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) => columns.map((lines) => lines[line] ?? ''))
}

function renderLine(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => renderCell(cell, widths[column] ?? 0))
    .join('')
    .replace(/[ \t]+$/, '')
}

function renderCell(cell: string, width: number): string {
  const text = truncate(cell, width - GAP)
  return text + ' '.repeat(width - widthOf(text))
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      const width = widthOf(cell) + GAP
      widths[column] = Math.max(widths[column] ?? 0, width)
    }
  }
  return widths
}

/** By what the first column says the next command knows what is meant: up to the length of an id it gives way last. */
function fit(natural: readonly number[], limit: number): number[] {
  return shrink(shrink(natural, limit, usable), limit, () => NARROWEST)
}

function usable(column: number): number {
  return column === 0 ? ID + GAP : NARROWEST
}

/** Takes from the widest column until all fit, or none can give any more. */
function shrink(
  natural: readonly number[],
  limit: number,
  lowest: (column: number) => number,
): number[] {
  const widths = [...natural]
  let excess = widths.reduce((total, width) => total + width, 0) - limit
  while (excess > 0) {
    const room = widths.map((width, column) => (width > lowest(column) ? width : 0))
    const widest = Math.max(...room)
    if (widest === 0) break
    widths[room.indexOf(widest)] = widest - 1
    excess -= 1
  }
  return widths
}

/** Names and values, one pair a line. */
export function renderFacts(
  facts: readonly (readonly [name: string, value: unknown])[],
  { paint }: Screen,
): string {
  const column = Math.max(0, ...facts.map(([name]) => name.length))
  return facts
    .map(([name, value]) => `${paint.dim(name.padEnd(column))}  ${String(value)}`)
    .join('\n')
}
