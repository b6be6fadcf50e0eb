import type { Diagnostic } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { countDiagnostics, renderDiagnostics } from '../../src/render/diagnostics.ts'
import { plainScreen } from '../../src/render/screen.ts'

const fault = (line: number, column: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: 'error',
  code: 'AYS_FIELD_UNKNOWN',
  summary: 'site has no field "prot"',
  source: { file: 'a.yaml', line, column },
  ...more,
})
const render = (diagnostic: Diagnostic, text: string, width = Number.POSITIVE_INFINITY) =>
  renderDiagnostics([diagnostic], { ...plainScreen, width }, () => text)

describe('a diagnostic', () => {
  it('shows its line with a caret below the word, then why and what to do', () => {
    const diagnostic = fault(2, 3, {
      detail: 'Did you mean "port"?',
      related: [{ file: 'b.yaml', line: 1, column: 1 }],
    })
    expect(render(diagnostic, 'site__blog:\n  prot: 80\n')).toBe(
      `
a.yaml:2:3: error AYS_FIELD_UNKNOWN site has no field "prot"
  2 |   prot: 80
    |   ^^^^
  Did you mean "port"?
  see also b.yaml:1:1
`.trim(),
    )
  })

  it('puts the caret right below tabs and in quoted words', () => {
    expect(render(fault(1, 2), "\t'a b': 1")).toContain(`  1 | \t'a b': 1\n    | \t^^^^^`)
  })

  it('shows no more than a piece of an endless line, wherever it is printed', () => {
    expect(render(fault(1, 1), 'x'.repeat(10_000_000)).length).toBeLessThan(1_000)
  })

  it('shows the part of a long line that it means', () => {
    const text = `${'a'.repeat(300)} prot ${'b'.repeat(300)}`
    const [shown = '', carets = ''] = render(fault(1, 302), text, 60).split('\n').slice(-2)
    expect(shown).toHaveLength(60)
    expect(shown.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('prot')
  })

  it('says where it is even when the file is gone, shorter than that, or empty there', () => {
    for (const text of ['', 'one line', '\n\n\n']) {
      expect(render(fault(3, 1), text)).toBe(
        'a.yaml:3:1: error AYS_FIELD_UNKNOWN site has no field "prot"',
      )
    }
  })

  it('without a place is a line of its own', () => {
    const { source: _, ...placeless } = fault(1, 1)
    expect(render(placeless, 'x')).toBe('error AYS_FIELD_UNKNOWN site has no field "prot"')
  })

  it('is counted by its severity', () => {
    const warning = fault(1, 1, { severity: 'warning' })
    expect(countDiagnostics([fault(1, 1), warning, fault(2, 1)])).toBe('2 errors, 1 warning')
    expect(countDiagnostics([warning])).toBe('1 warning')
    expect(countDiagnostics([])).toBe('')
  })
})
