import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { truncate, wrap } from '../../src/render/text.ts'

describe('prose', () => {
  it('breaks between words, and what follows stands further in', () => {
    const text = '  one two three four five six seven eight\nshort'
    expect(wrap(text, 26)).toBe('  one two three four\n    five six seven eight\nshort')
  })

  it('stays as it is in a pipe, and where it fits', () => {
    const text = `a  b ${'c '.repeat(100)}`
    expect(wrap(text, Number.POSITIVE_INFINITY)).toBe(text)
    expect(wrap('  a   b', 10)).toBe('  a   b')
  })
})

it('a text is cut by the cells that it takes on a terminal', () => {
  expect(truncate('字幕の多いブログ', 9)).toBe('字幕の多…')
  expect(stringWidth(truncate('字幕の多いブログ', 8))).toBeLessThanOrEqual(8)
  expect(truncate('abc', 3)).toBe('abc')
})
