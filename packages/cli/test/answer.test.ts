import { codec } from '@ays/capnp-codec'
import type { FieldModel, FieldRules, TypeModel } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { findFault, readAnswer, showDefault } from '../src/answer.ts'

function field(
  type: TypeModel,
  rules: FieldRules = {},
  more: Partial<FieldModel> = {},
): FieldModel {
  return { kind: 'field', name: 'size', ordinal: 7, type, rules: { ask: true, ...rules }, ...more }
}

const TEXT: TypeModel = { kind: 'text' }
const INT: TypeModel = { kind: 'int64' }
const BOOL: TypeModel = { kind: 'bool' }
const INTS: TypeModel = { kind: 'list', element: INT }

describe('an answer', () => {
  it.each([
    [TEXT, '12', '12'],
    [INT, ' 12 ', 12],
    [INT, 'many', 'many'],
    [{ kind: 'float32' } as const, '1.5', 1.5],
    [BOOL, 'Yes', true],
    [BOOL, 'n', false],
    [BOOL, 'maybe', 'maybe'],
    [INTS, '1, 2,', [1, 2]],
    [INTS, ',', []],
  ])('for %j, typed as %j, is %j', (type, text, value) => {
    expect(readAnswer(field(type), text)).toEqual(value)
  })

  it('for a big number keeps every digit', () => {
    expect(readAnswer(field(INT, { bigint: true }), '9223372036854775807')).toBe(
      '9223372036854775807',
    )
  })

  it.each([
    [field(INT), 'many', /many/],
    [field(INT), '1.5', /1[.]5/],
    [field(INT, { max: 9 }), '10', /above 9/],
    [field(BOOL), 'maybe', /maybe/],
    [field(TEXT, { regex: '[a-z]+' }), 'A', /does not match/],
    [field(TEXT, { choices: ['a', 'b'] }), 'c', /a, b/],
    [field(TEXT, { format: 'email' }), 'c', /mail/],
    [field(INTS, { min: 3 }), '3, 2', /below 3/],
  ])('that does not fit is refused: %j', (one, text, message) => {
    expect(findFault(one, text, codec)).toMatch(message)
  })

  it('that fits is taken, wherever the field stands in its schema', () => {
    expect(findFault(field(INT, { max: 9 }), '9', codec)).toBeUndefined()
    expect(findFault(field(TEXT, { regex: '[a-z]+' }), 'a', codec)).toBeUndefined()
  })

  it('that is a secret is not shown when it does not fit', () => {
    const fault = findFault(field(TEXT, { secret: true, regex: '[a-z]+' }), 'HUNTER2', codec)
    expect(fault).toBeDefined()
    expect(fault).not.toContain('HUNTER2')
  })

  it('may be the default, as it would be typed', () => {
    expect(showDefault(field(TEXT))).toBeUndefined()
    expect(showDefault(field(TEXT, {}, { default: 'web' }))).toBe('web')
    expect(showDefault(field(INT))).toBe('0')
    expect(showDefault(field(BOOL, {}, { default: true }))).toBe('yes')
    expect(showDefault(field(BOOL))).toBe('no')
    expect(showDefault(field(INTS, {}, { default: [1, 2] }))).toBe('1, 2')
    for (const one of [field(INTS, {}, { default: [1, 2] }), field(BOOL), field(INT)]) {
      expect(findFault(one, showDefault(one) ?? '', codec)).toBeUndefined()
    }
  })
})
