import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskQuotes, quote, splitMasked, unquote } from '../../src/value/quotes.ts'

describe('quotes', () => {
  it.each([
    ["'a b'", 'a b'],
    ["one 'two' three", 'one two three'],
    ["'it''s'", "it's"],
    ["it's", "it's"],
    ["''", ''],
    ["'two\\nlines'", 'two\nlines'],
    ["'C:\\data'", 'C:\\data'],
    ["'C:\\\\new'", 'C:\\new'],
    ["'\\\\srv'", '\\\\srv'],
    ['"a"', '"a"'],
  ])('%s means %j', (text, expected) => {
    expect(unquote(text)).toBe(expected)
  })

  it('give back every text that they enclose, in one line', () => {
    const nasty = fc.string({ unit: fc.constantFrom('\\', 'n', '\n', "'", ',', ':', '#', ' ') })
    fc.assert(
      fc.property(fc.oneof(fc.string(), nasty), (text) => {
        const quoted = quote(text)
        expect(unquote(quoted)).toBe(text)
        expect(quoted).not.toContain('\n')
        expect(splitMasked(maskQuotes(`${quoted},${quoted}`), ',')).toHaveLength(2)
      }),
    )
  })
})
