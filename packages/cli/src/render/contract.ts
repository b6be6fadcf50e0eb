import type { Screen } from './screen.ts'
import { indent } from './text.ts'

/** What became of one promise of a contract. */
export interface CheckedCase {
  readonly name: string
  readonly status: 'kept' | 'skipped' | 'broken'
  /** Why it was skipped, or how it was broken. */
  readonly reason?: string
}

/** One line for a promise; how it was broken below it. */
export function renderCase({ name, status, reason = '' }: CheckedCase, { paint }: Screen): string {
  if (status === 'kept') return `${paint.green('✓')} ${name}`
  if (status === 'skipped') return paint.dim(`- ${name} (${reason})`)
  return `${paint.red('✗')} ${name}\n${indent(reason, '    ')}`
}

/** `61 promises kept, 3 do not apply, 1 broken`. */
export function renderCases(cases: readonly CheckedCase[], { paint }: Screen): string {
  const number = (status: CheckedCase['status']) =>
    cases.filter((checked) => checked.status === status).length
  const broken = number('broken')
  const text = `${number('kept')} promises kept, ${number('skipped')} do not apply, ${broken} broken.`
  return broken > 0 ? paint.red(text) : paint.green(text)
}
