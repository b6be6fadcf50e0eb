import { isAysError } from '@ays/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseValueHrd, ValueHrd } from '../../src/index.ts'

function read(...lines: readonly string[]): ValueHrd {
  return parseValueHrd(lines.join('\n')).values
}

function codeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return isAysError(error) ? error.code : error
  }
}

describe('typed getters', () => {
  const values = read(
    'port = 22',
    'ratio = 1.5',
    'none = none',
    'empty =',
    'on = True',
    "list = a, 'b c'",
    'text = x',
    'dict = a:1, b:2',
  )

  it('convert what fits', () => {
    expect(values.getInt('port')).toBe(22)
    expect(values.getInt('none')).toBe(0)
    expect(values.getFloat('ratio')).toBe(1.5)
    expect(values.getFloat('empty')).toBe(0)
    expect(values.getBool('on')).toBe(true)
    expect(values.getBool('empty')).toBe(false)
    expect(values.getList('list')).toEqual(['a', 'b c'])
    expect(values.getList('text')).toEqual(['x'])
    expect(values.getList('empty')).toEqual([])
    expect(values.getDict('dict')).toEqual({ a: '1', b: '2' })
    expect(values.getDict('empty')).toEqual({})
    expect(values.getString('list')).toBe('a, b c')
    expect(values.getString('dict')).toBe('a:1, b:2')
  })

  it('give undefined for a key that is not there', () => {
    expect(values.get('nothing')).toBeUndefined()
    expect(values.getInt('nothing')).toBeUndefined()
    expect(values.getBool('nothing')).toBeUndefined()
    expect(values.getDict('nothing')).toBeUndefined()
    expect(values.has('nothing')).toBe(false)
  })

  it('refuse what does not fit', () => {
    expect(codeOf(() => values.getInt('ratio'))).toBe('AYS_FIELD_INVALID')
    expect(codeOf(() => values.getFloat('text'))).toBe('AYS_FIELD_INVALID')
    expect(codeOf(() => values.getBool('text'))).toBe('AYS_FIELD_INVALID')
    expect(codeOf(() => values.getList('dict'))).toBe('AYS_FIELD_INVALID')
    expect(codeOf(() => values.getDict('list'))).toBe('AYS_FIELD_INVALID')
  })
})

describe('references', () => {
  it('are replaced wherever they stand, also through each other', () => {
    const values = read(
      'base = /opt',
      'app = $(base)/app',
      'ports = 80, 443',
      "run = cmd:'$(app)/run', ports:'$(ports)'",
      'dirs = $(base), $(app)',
    )
    expect(values.get('run')).toEqual({ cmd: '/opt/app/run', ports: '80, 443' })
    expect(values.get('dirs')).toEqual(['/opt', '/opt/app'])
  })

  it('stay when nobody has the key, or in a circle', () => {
    const values = read('a = $(nothing)/x', 'b = 1$(c)', 'c = 2$(b)')
    expect(values.get('a')).toBe('$(nothing)/x')
    expect(values.get('b')).toBe('12$(b)')
  })

  it('cannot grow without end', () => {
    const bomb = Array.from({ length: 40 }, (_, n) => `k${n} = $(k${n + 1})$(k${n + 1})`)
    expect(codeOf(() => read(...bomb, 'k40 = x').get('k0'))).toBe('AYS_HRD_SYNTAX')
    expect(read(...bomb, "k40 = ''").get('k0')).toBe('')
    const chain = Array.from({ length: 100_000 }, (_, n) => `k${n} = $(k${n + 1})`)
    expect(codeOf(() => read(...chain).get('k0'))).toBe('AYS_HRD_SYNTAX')
  })
})

describe('access by prefix', () => {
  const values = read('recurring.a = 1m', 'recurring.b = 2m', 'recurringx = 3', 'other = $(other)')

  it('lists the keys that start with a text', () => {
    expect(values.keys('recurring')).toEqual(['recurring.a', 'recurring.b', 'recurringx'])
    expect(values.keys()).toHaveLength(4)
  })

  it('gives what is below a key', () => {
    expect(values.under('recurring')).toEqual({ a: '1m', b: '2m' })
  })
})

describe('writing', () => {
  it('is what 8.1 wrote, and reads', () => {
    const values = read('a.x = 1', "a.y = 'b c'", 'a.l = x, y', 'b.d = k:v', 'b.q = @ASK default:1')
    values.set('b.new', '')
    values.delete('a.x')
    expect(values.toString()).toBe(
      [
        "a.y                            = 'b c'",
        'a.l                            =',
        "    'x',",
        "    'y',",
        '',
        'b.d                            =',
        "    k:'v',",
        '',
        'b.q                            = @ASK default:1',
        "b.new                          = ''",
        '',
      ].join('\n'),
    )
  })

  it('then reading gives the same values, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          "'",
          '"',
          '\\',
          'n',
          '\n',
          ',',
          ':',
          '#',
          ' ',
          '=',
          '[',
          '@ask',
          '$(k)',
        ),
      }),
    )
    const key = fc
      .string()
      .filter((name) => codeOf(() => new ValueHrd().set(name, '')) === undefined)
    const value = fc.oneof(
      text,
      fc.array(text, { maxLength: 4 }),
      fc.dictionary(text, text, { maxKeys: 4 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 4 }), (entries) => {
        const values = new ValueHrd()
        for (const [name, content] of entries) values.set(name, content)
        const again = parseValueHrd(values.toString()).values
        expect(again.keys()).toEqual(values.keys())
        for (const name of values.keys()) {
          expect(again.get(name)).toEqual(values.get(name))
        }
        expect(again.toString()).toBe(values.toString())
      }),
    )
  })

  it('then reading gives the same, whatever text the values came from', () => {
    const line = fc.string({
      unit: fc.constantFrom(
        "'",
        '"',
        '\\',
        'n',
        ',',
        ':',
        '#',
        ' ',
        '=',
        '[',
        ']',
        '@ask',
        'b',
        '\t',
        '\n',
      ),
      maxLength: 40,
    })
    fc.assert(
      fc.property(line, (text) => {
        const values = parseValueHrd(text).values
        const written = values.toString()
        expect(parseValueHrd(written).values.toString()).toBe(written)
        expect(parseValueHrd(written).values.keys()).toEqual(values.keys())
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['', ' a', 'a=b', 'a#b', '@a', 'a\nb'])(
    'refuses the key %j, which no file can hold',
    (key) => {
      expect(codeOf(() => new ValueHrd().set(key, ''))).toBe('AYS_USAGE')
    },
  )
})
