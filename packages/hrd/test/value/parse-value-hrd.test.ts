import { describe, expect, it } from 'vitest'
import { parseValueHrd } from '../../src/index.ts'
import { faultsOf } from '../support/read-text.ts'

/** The values of a text as an object. */
function valuesOf(text: string): Record<string, unknown> {
  const { values } = parseValueHrd(text)
  return Object.fromEntries(values.keys().map((key) => [key, values.get(key)]))
}

describe('a value in one line', () => {
  it.each([
    ['root', 'root'],
    ["'a: b, c'", 'a: b, c'],
    ['1.5', '1.5'],
    ['True', 'True'],
    ['b', 'b'],
    ['bqp', 'bqp'],
    ["''", ''],
    ['', ''],
    ['"5m"', '"5m"'],
    ['linux64,', ['linux64']],
    ["a, 'b, c' ,d", ['a', 'b, c', 'd']],
    ["'',", ['']],
    [',', []],
    ['[1,2]', ['1', '2']],
    ['80:80,443:443', { 80: '80', 443: '443' }],
    ["url:$(x), source:'a:b', link:", { url: '$(x)', source: 'a:b', link: '' }],
    [':', {}],
    ['http://x:80/y', 'http://x:80/y'],
    ['see: this, and that', 'see: this, and that'],
    ["@ASK descr:'who, me' default:'a b' type:str", 'a b'],
    ['@ask', ''],
    ['x # a comment', 'x'],
    ["'a # b'", 'a # b'],
  ])('%s is %j', (written, expected) => {
    expect(valuesOf(`key = ${written}`)).toEqual({ key: expected })
  })
})

describe('a block', () => {
  it('whose first line ends with a comma is a list, with a colon too a dictionary', () => {
    const text = [
      'list =',
      "    'a b',",
      '    c,',
      '',
      'dict=',
      "    cmd:'x, y',",
      '    args: -v -f,',
      '    ports:[80, 443],',
      '    last:1',
    ]
    expect(valuesOf(text.join('\n'))).toEqual({
      list: ['a b', 'c'],
      dict: { cmd: 'x, y', args: '-v -f', ports: '[80, 443]', last: '1' },
    })
  })

  it('of other lines is a text', () => {
    expect(valuesOf("script =\n    echo 'hi'\n    exit\n\nquoted =\n    'a'\n")).toEqual({
      script: "echo 'hi'\nexit",
      quoted: 'a',
    })
  })

  it('directly before another key loses nothing, which 8.1 did', () => {
    const text = ['a =', '    x:1,', 'b =', '    y:2,', 'c = 3'].join('\n')
    expect(valuesOf(text)).toEqual({ a: { x: '1' }, b: { y: '2' }, c: '3' })
    expect(faultsOf(parseValueHrd(text))).toEqual([
      '3:1 warning a key directly below a block',
      '5:1 warning a key directly below a block',
    ])
  })

  it('goes on below a comment and with tabs, where 8.1 ended it', () => {
    const text = 'a =\n    x:1,\n# why\n    y:2,\n\tz:3,\n'
    expect(valuesOf(text)).toEqual({ a: { x: '1', y: '2', z: '3' } })
    expect(faultsOf(parseValueHrd(text))).toHaveLength(2)
  })

  it('ends at an empty line', () => {
    expect(valuesOf('a =\n    x,\n\n    b = 1\n')).toEqual({ a: ['x'], b: '1' })
  })

  it('may ask', () => {
    expect(valuesOf("a = @ASK,\n    type:str\n    default:'x'\n")).toEqual({ a: 'x' })
  })

  it('that ends before a comment is followed by the next key without a word', () => {
    const { diagnostics } = parseValueHrd('a =\n    x:1,\n# next\nb = 1\n')
    expect(diagnostics).toEqual([])
  })
})

describe('bytes', () => {
  it('are text up to their end line, plain or quoted-printable', () => {
    const text = [
      'a = b',
      'x = 1',
      '# y',
      '#BINARYEND#########',
      'c = bqp',
      'caf=C3=A9 =3D=',
      ' it',
      '#BINARYEND#########',
      'd = b',
    ]
    expect(valuesOf(text.join('\n'))).toEqual({ a: 'x = 1\n# y', c: 'café = it', d: 'b' })
  })
})

describe('faults of values', () => {
  it.each([
    ['no key', '1:1 warning there is no "=" in the line'],
    ['@include x', '1:1 warning a line that starts with "@" says nothing'],
    ["a = it's", '1:1 warning a quote without partner'],
    ['a = "x"', '1:1 warning double quotes around a value'],
    ['a = http://x', '1:1 warning a URL without quotes'],
    ['a = x: y, z', '1:1 warning a text with a colon without quotes'],
    ["a = 'x#y'", '1:7 warning a "#" between quotes'],
    ['a = 1\n\na = 2', '3:1 warning "a" is given twice'],
    ['a =\n    x:1,\n    y,', '1:1 error "y" has no colon'],
    ["a =\n    x:'1,", '2:5 warning a quote without partner'],
  ])('%j is reported with its place', (text, fault) => {
    expect(faultsOf(parseValueHrd(text))).toEqual([fault])
  })

  it('are errors for a strict reader', () => {
    const { diagnostics } = parseValueHrd("a = it's", { file: 'x.hrd', strict: true })
    expect(diagnostics).toMatchObject([
      { severity: 'error', code: 'AYS_HRD_IGNORED', source: { file: 'x.hrd' } },
    ])
  })

  it('are no crash for lines of 10 MB or of nothing but quotes', () => {
    expect(faultsOf(parseValueHrd(`a = ${'x'.repeat(10_000_000)}\nb = 1`))).toEqual([
      '1:1 error the line is longer than 65536 characters',
    ])
    for (const piece of ["'", "'a''", '\\', '[', ',:', '=']) {
      const line = piece.repeat(Math.floor(65_000 / piece.length))
      expect(parseValueHrd(`a = ${line}`).values.has('a')).toBe(true)
    }
  })
})
