import * as fc from 'fast-check'
import pc from 'picocolors'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../src/render/screen.ts'
import { renderFacts, renderTable } from '../../src/render/table.ts'

describe('a table', () => {
  it('aligns its columns and ends lines without blanks', () => {
    const text = renderTable(
      ['NAME', 'STATE'],
      [
        ['a', 'ok'],
        ['longer name', ''],
      ],
      plainScreen,
    )
    expect(text).toBe('NAME         STATE\na            ok\nlonger name')
  })

  it('shortens the widest column on a narrow screen', () => {
    const rows = [['a'.repeat(50), 'ok']]
    const [, row] = renderTable(['NAME', 'STATE'], rows, { ...plainScreen, width: 30 }).split('\n')
    expect(row).toMatch(/^a+…\s+ok$/)
  })

  it('keeps what the next command is given whole as long as the other columns can give way', () => {
    const rows = [['1'.repeat(26), 'b'.repeat(40), 'ok']]
    const [, row] = renderTable(['RUN', 'WHAT', ''], rows, { ...plainScreen, width: 50 }).split(
      '\n',
    )
    expect(row).toMatch(/^1{26}  b+…  ok$/)
  })

  it('is never wider than the screen, and whole in a pipe', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '-', ' ', 'é', '字'), maxLength: 60 })
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(rows, fc.integer({ min: 20, max: 120 }), (table, width) => {
        const text = renderTable(['A', 'B', 'C'], table, { ...plainScreen, width })
        expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(
          width,
        )
      }),
    )
  })

  it('keeps the colours of what it shortens, and lines of a cell below each other', () => {
    const paint = pc.createColors(true)
    const rows = [[paint.red('a'.repeat(50)), 'one\ntwo']]
    const screen = { ...plainScreen, width: 20 }
    expect(renderTable(['NAME', 'STATE'], rows, screen).split('\n').slice(1)).toEqual([
      `${paint.red('a'.repeat(11))}…  one`,
      `${' '.repeat(14)}two`,
    ])
  })

  it('of facts has one fact a line', () => {
    expect(
      renderFacts(
        [
          ['url', 'memory:'],
          ['shared', false],
        ],
        plainScreen,
      ),
    ).toBe('url     memory:\nshared  false')
  })
})
