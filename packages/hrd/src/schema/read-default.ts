import type { DefaultValue, TypeModel } from '@ays/core'

/** A value, or what is wrong with the text. */
export type Parsed = { readonly value: DefaultValue } | { readonly problem: string }

const INTEGER = /^[+-]?\d+(_\d+)*$/
const FLOAT = /^[+-]?(\d+(_\d+)*(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const NOT_FINITE = new Map([
  ['nan', 'nan'],
  ['inf', 'inf'],
  ['infinity', 'inf'],
  ['-inf', '-inf'],
  ['-infinity', '-inf'],
])
const BOOLS = new Map([
  ['0', false],
  ['1', true],
  ['false', false],
  ['true', true],
])
const INT64_MIN = -(2n ** 63n)
const INT64_MAX = 2n ** 63n - 1n

/** The value of a `default:` by the rules of AYS 8.1; a list is separated by commas. */
export function readDefault(text: string, type: TypeModel): Parsed {
  if (type.kind !== 'list') return readScalar(text, type)
  const values: DefaultValue[] = []
  for (const element of splitList(text)) {
    const parsed = readScalar(element, type.element)
    if ('problem' in parsed) return parsed
    values.push(parsed.value)
  }
  return { value: values }
}

/** Comma separated, blanks around each element dropped; brackets around the whole are not part of it. */
export function splitList(text: string): string[] {
  const inner = text.trim().replace(/^\[(.*)\]$/s, '$1')
  return inner.trim() === '' ? [] : inner.split(',').map((element) => element.trim())
}

/** A number as 8.1 read it (empty and `none` are 0), or undefined. */
export function readNumber(text: string): number | undefined {
  const parsed = readFloat(text.trim())
  return 'value' in parsed && typeof parsed.value === 'number' ? parsed.value : undefined
}

function readScalar(text: string, type: TypeModel): Parsed {
  const trimmed = text.trim()
  switch (type.kind) {
    case 'int64':
      return readInt(trimmed)
    case 'float32':
      return readFloat(trimmed)
    case 'bool':
      return readBool(text)
    default:
      return { value: text }
  }
}

function readInt(text: string): Parsed {
  if (isNothing(text)) return { value: 0 }
  if (!INTEGER.test(text)) return { problem: `"${text}" is not a whole number` }
  const exact = BigInt(text.replaceAll(/[_+]/g, ''))
  if (exact < INT64_MIN || exact > INT64_MAX) return { problem: `${text} does not fit 64 bits` }
  return { value: Number.isSafeInteger(Number(exact)) ? Number(exact) : String(exact) }
}

function readFloat(text: string): Parsed {
  if (isNothing(text)) return { value: 0 }
  const special = NOT_FINITE.get(text.toLowerCase().replace(/^\+/, ''))
  if (special !== undefined) return { value: special }
  if (!FLOAT.test(text)) return { problem: `"${text}" is not a number` }
  return { value: Number(text.replaceAll('_', '')) }
}

function readBool(text: string): Parsed {
  const value = BOOLS.get(text.toLowerCase())
  return value === undefined ? { problem: `"${text}" is neither true nor false` } : { value }
}

function isNothing(text: string): boolean {
  return text === '' || text.toLowerCase() === 'none'
}
