import type { Finding } from '../doctor/finding.ts'
import type { Screen } from './screen.ts'
import { count, indent, wrap } from './text.ts'

/** A line for each finding, below it what to do; how many there are. */
export function renderDoctor(findings: readonly Finding[], screen: Screen): string {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const lines = findings.map((finding, at) => {
    const { check, found, mend } = finding
    const name = findings[at - 1]?.check === check ? '' : check
    const margin = ' '.repeat(width + 4)
    const text = mend === undefined ? found : `${found}\n→ ${mend}`
    const told = indent(wrap(text, screen.width - margin.length), margin).trimStart()
    return `${symbolOf(finding, screen)} ${screen.paint.bold(name.padEnd(width))}  ${told}`
  })
  return [...lines, '', summarise(findings, screen)].join('\n')
}

function symbolOf({ state }: Finding, { paint }: Screen): string {
  return { ok: paint.green('✓'), warning: paint.yellow('!'), error: paint.red('✗') }[state]
}

function summarise(findings: readonly Finding[], { paint }: Screen): string {
  const errors = findings.filter(({ state }) => state === 'error').length
  const warnings = findings.filter(({ state }) => state === 'warning').length
  if (errors + warnings === 0) return paint.green('All is well.')
  const colour = errors > 0 ? paint.red : paint.yellow
  const counts = [errors && count(errors, 'error'), warnings && count(warnings, 'warning')]
  return colour(`${counts.filter(Boolean).join(', ')}.`)
}
