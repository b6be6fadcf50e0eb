import Table from 'cli-table3'
import stringWidth from 'string-width'
import type { Screen } from './screen.ts'

const GAP = 2
const NARROWEST = 6

const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((corner) => [`${side}${corner}`, '']),
  ),
)

/** Columns that fit the screen: the widest ones give way, and what they lose ends in an ellipsis. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { paint, width }: Screen,
): string {
  const table = new Table({
    head: head.map((title) => paint.bold(title)),
    colWidths: fit(naturalWidths([head, ...rows]), width),
    chars: { ...NO_BORDERS, middle: '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  })
  table.push(...rows.map((row) => [...row]))
  return table.toString().replaceAll(/[ \t]+$/gm, '')
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      const width = stringWidth(cell) + GAP
      widths[column] = Math.max(widths[column] ?? 0, width)
    }
  }
  return widths
}

/** Takes from the widest column until all fit, or none can give any more. */
function fit(natural: readonly number[], limit: number): number[] {
  const widths = [...natural]
  let excess = widths.reduce((total, width) => total + width, 0) - limit
  while (excess > 0) {
    const widest = Math.max(...widths)
    if (widest <= NARROWEST) break
    widths[widths.indexOf(widest)] = widest - 1
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
