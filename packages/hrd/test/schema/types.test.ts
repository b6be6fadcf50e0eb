import { codec } from '@ays/capnp-codec'
import { describe, expect, it } from 'vitest'
import { faultsOf, fieldsOf, readField, readLines } from '../support/read-text.ts'

/** What Schema.check says of a value of the one field `a`. */
function check(line: string, value: unknown): string[] {
  const { model } = readLines([line])
  return model
    ? codec
        .compile(model)
        .check({ a: value })
        .map(({ message }) => message)
    : ['none']
}

describe('the types that AYS 8.1 could convert', () => {
  it.each([
    ['str', 'text', undefined],
    ['string', 'text', undefined],
    ['multiline', 'text', undefined],
    ['int', 'int64', undefined],
    ['integer', 'int64', undefined],
    ['float', 'float32', undefined],
    ['bool', 'bool', true],
  ])('%s is %s with the default %j', (name, kind, initial) => {
    const field = readField(`a = type:${name}`)
    expect(field?.type).toEqual({ kind })
    expect(field?.default).toBe(initial)
    expect(readField(`a = type:${name} list`)).toMatchObject({
      type: { kind: 'list', element: { kind } },
    })
    expect(readField(`a = type:${name} list`)?.default).toBeUndefined()
  })
})

describe('the types that 8.1 only promised', () => {
  it.each([
    ['email', 'me@example.com', 'nobody'],
    ['tel', '+32 475.99.99.99', 'call me'],
    ['mobile', '+32475999999', 'x'],
    ['ipaddr', '10.0.0.1', '10.0.0.256'],
    ['ipaddress', 'fe80::1', 'host'],
    ['iprange', '10.0.0.0/24', '10.0.0'],
    ['date', '2026-01-31', 'tomorrow'],
    ['datetime', '2026-01-31T10:00:00Z', 'noon-ish'],
    ['duration', '10m', 'long'],
    ['guid', '123e4567-e89b-12d3-a456-426614174000', '123'],
    ['url', 'https://example.com/x', 'example'],
    ['json', '{"a": [1]}', '{a'],
  ])('%s is a text that is checked', (name, good, bad) => {
    expect(readField(`a = type:${name}`)?.type).toEqual({ kind: 'text' })
    expect(check(`a = type:${name}`, good)).toEqual([])
    expect(check(`a = type:${name}`, bad)).toHaveLength(1)
    expect(check(`a = type:${name}`, '')).toEqual([])
    expect(check(`a = type:${name} list`, [good, bad])).toHaveLength(1)
  })

  it.each(['port', 'ipport', 'tcpport'])('%s is a number from 0 to 65535', (name) => {
    expect(readField(`a = type:${name}`)?.type).toEqual({ kind: 'int64' })
    expect([0, 22, 65_535].flatMap((port) => check(`a = type:${name}`, port))).toEqual([])
    expect(check(`a = type:${name}`, 65_536)).toHaveLength(1)
    expect(check(`a = type:${name}`, -1)).toHaveLength(1)
  })

  it('password is a secret text', () => {
    expect(readField('a = type:password')).toMatchObject({
      type: { kind: 'text' },
      rules: { secret: true },
    })
  })

  it.each([
    ['path', 'path', undefined],
    ['dict', 'dict', '{}'],
    ['yaml', 'yaml', '{}'],
    ['multiline', 'multiline', undefined],
  ])('%s says how its text is meant', (name, format, initial) => {
    expect(readField(`a = type:${name}`)?.rules).toEqual({ format })
    expect(readField(`a = type:${name}`)?.default).toBe(initial)
  })

  it.each(['list', 'set', 'multichoice'])(
    '%s is a list of texts, with or without "list"',
    (name) => {
      for (const line of [`a = type:${name}`, `a = type:${name} list`]) {
        expect(readField(line)?.type).toEqual({ kind: 'list', element: { kind: 'text' } })
      }
    },
  )

  it('boolean is bool', () => {
    expect(readField('a = type:boolean')).toEqual(readField('a = type:bool'))
  })

  it('anything else is an error that names every type', () => {
    const reading = readLines(['a = type:nothing'])
    expect(reading.model).toBeUndefined()
    expect(faultsOf(reading)).toEqual(['1:5 error "nothing" is not a type'])
    expect(reading.diagnostics[0]?.detail).toContain('str, string, multiline, int')
  })
})

describe('the rules of a field', () => {
  it('regex: matches the whole text, its backslashes taken as they are written', () => {
    expect(readField("a = regex:'^\\d+\\S$'")?.rules).toEqual({ regex: '^\\d+\\S$' })
    expect(check("a = regex:'[A-Z]+'", 'ABC')).toEqual([])
    expect(check("a = regex:'[A-Z]+'", 'ABCd')).toHaveLength(1)
  })

  it('minval: and maxval: are inclusive', () => {
    const line = 'a = type:int minval:2 maxval:5'
    expect([2, 5].flatMap((value) => check(line, value))).toEqual([])
    expect([1, 6].flatMap((value) => check(line, value))).toHaveLength(2)
  })

  it.each([
    "a = singlechoice:'red, blue'",
    'a = type:dropdown dropdownvals:red,blue',
    'a = type:choices singlechoice:red,blue',
    "a = singlechoice:'red', 'blue'",
  ])('%s takes one of the choices', (line) => {
    expect(readField(line)?.rules).toEqual({ choices: ['red', 'blue'] })
    expect(check(line, 'red')).toEqual([])
    expect(check(line, 'green')).toHaveLength(1)
  })

  it('multichoice: on a list takes any of the choices', () => {
    const line = "a = list multichoice:'red,blue'"
    expect(check(line, ['blue', 'red'])).toEqual([])
    expect(check(line, ['blue', 'green'])).toHaveLength(1)
  })

  it('choices of a number are numbers', () => {
    expect(check('a = type:int singlechoice:1,2', 2)).toEqual([])
    expect(check('a = type:int singlechoice:1,2', 3)).toHaveLength(1)
  })

  it.each([
    ['a = type:int regex:x', '1:14 error only a text can have a regex'],
    ['a = type:email minval:1', '1:16 error only a number has a smallest and a largest value'],
    ['a = type:int maxval:much', '1:14 error "much" is not a number'],
    ['a = type:bool singlechoice:a', '1:15 error choices are a list of texts or whole numbers'],
    ["a = singlechoice:''", '1:5 error choices are a list of texts or whole numbers'],
  ])('%s is an error', (line, fault) => {
    expect(faultsOf(readLines([line]))).toEqual([fault])
  })
})

describe('defaults', () => {
  it.each([
    ['type:int default:-1', -1],
    ['type:int default:+7', 7],
    ['type:int default:1_000', 1000],
    ['type:int default:none', undefined],
    ["type:int default:''", undefined],
    ['type:int default:0', undefined],
    ['type:int default', 1],
    ['type:float default:1e-7', 1e-7],
    ['type:float default:.5', 0.5],
    ['type:float default:-inf', '-inf'],
    ['type:float default:NaN', 'nan'],
    ['type:bool default:False', undefined],
    ['type:bool default:1', true],
    ['type:str default:none', 'none'],
    ["list default:'a, b'", ['a', 'b']],
    ['list default:a,,b', ['a', '', 'b']],
    ['list default:[a,b]', ['a', 'b']],
    ["list default:''", undefined],
    ['type:int list default:1,2,3', [1, 2, 3]],
    ['type:bool list default:true,0', [true, false]],
  ])('%s is %j', (tags, expected) => {
    expect(readField(`a = ${tags}`)?.default).toEqual(expected)
  })

  it('beyond 2^53 are kept to the last digit', () => {
    const { model } = readLines(['a = type:int default:9223372036854775807'])
    expect(model && codec.compile(model).decode(codec.compile(model).encode({}))).toEqual({
      a: 9_223_372_036_854_775_807n,
    })
  })

  it.each([
    ['type:int default:1.5', 'the default "1.5" is not a whole number'],
    ['type:int list default', 'the default "True" is not a whole number'],
    ['type:int default:x', 'the default "x" is not a whole number'],
    [
      'type:int default:9223372036854775808',
      'the default "9223372036854775808" does not fit 64 bits',
    ],
    ['type:float default:1e39', 'the default "1e39" is too large'],
    ['type:float default:much', 'the default "much" is not a number'],
    ['type:bool default:yes', 'the default "yes" is neither true nor false'],
    ['type:int list default:1,x', 'the default "x" is not a whole number'],
  ])('%s is an error where 8.1 refused it', (tags, summary) => {
    const errors = readLines([`a = ${tags}`]).diagnostics.filter(
      ({ severity }) => severity === 'error',
    )
    expect(errors.map((fault) => fault.summary)).toEqual([summary])
  })

  it('reach the record of a service whose blueprint is silent', () => {
    const { model } = readLines([
      'on = type:bool',
      'name = default:\'say "hi"\'',
      "tags = list default:'a, b'",
      'size = type:int default:10',
    ])
    const schema = model && codec.compile(model)
    expect(schema?.decode(schema.encode({}))).toEqual({
      on: true,
      name: 'say "hi"',
      tags: ['a', 'b'],
      size: 10,
    })
  })

  it('are the only thing a field without type: needs', () => {
    expect(fieldsOf(readLines(["a = default:'x'"]))).toMatchObject([{ default: 'x' }])
  })
})
