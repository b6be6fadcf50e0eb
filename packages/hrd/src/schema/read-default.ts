import type { DefaultValue } from '@ays/core'
import { show } from '../show.ts'
import type { HrdType, ScalarKind } from './hrd-type.ts'

/** A value, or what is wrong with the text. */
export type Parsed = { readonly value: DefaultValue } | { readonly problem: string }

const INTEGER = /^[+-]?\d+(_\d+)*$/
const FLOAT = /^[+-]?(\d+(_\d+)*(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
/** More cannot be needed, and BigInt is not linear. */
const MAX_DIGITS = 100
const INT64_MIN = -(2n ** 63n)
const INT64_MAX = 2n ** 63n - 1n
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

/** The value of a `default:` by the rules of AYS 8.1; a list is separated by commas. */
export function readDefault(text: string, { scalar, list }: HrdType): Parsed {
  const read = READERS[scalar]
  if (!list) return read(text)
  const values: DefaultValue[] = []
  for (const element of splitList(text)) {
    const parsed = read(element)
    if ('problem' in parsed) return parsed
    values.push(parsed.value)
  }
  return { value: values }
}

/** Comma separated, without the blanks around an element and without brackets around the whole. */
export function splitList(text: string): string[] {
  const trimmed = text.trim()
  const bracketed = trimmed.startsWith('[') && trimmed.endsWith(']')
  const inner = bracketed ? trimmed.slice(1, -1) : trimmed
  return inner.trim() === '' ? [] : inner.split(',').map((element) => element.trim())
}

/** A finite number as 8.1 read it (empty and `none` are 0), or undefined. */
export function readNumber(text: string): number | undefined {
  const parsed = readFloat(text)
  return 'value' in parsed && typeof parsed.value === 'number' ? parsed.value : undefined
}

const READERS: Readonly<Record<ScalarKind, (text: string) => Parsed>> = {
  text: (text) => ({ value: text }),
  int64: readInt,
  float32: readFloat,
  bool: readBool,
}

/** Beyond what a number holds exactly, a default is decimal text. */
function readInt(written: string): Parsed {
  const text = written.trim()
  if (isNothing(text)) return { value: 0 }
  if (!INTEGER.test(text)) return { problem: `${show(text)} is not a whole number` }
  if (text.length > MAX_DIGITS) return { problem: 'does not fit 64 bits' }
  const exact = BigInt(text.replaceAll(/[_+]/g, ''))
  if (exact < INT64_MIN || exact > INT64_MAX)
    return { problem: `${show(text)} does not fit 64 bits` }
  return { value: Number.isSafeInteger(Number(exact)) ? Number(exact) : String(exact) }
}

function readFloat(written: string): Parsed {
  const text = written.trim()
  if (isNothing(text)) return { value: 0 }
  const special = NOT_FINITE.get(text.toLowerCase().replace(/^\+/, ''))
  if (special !== undefined) return { value: special }
  if (!FLOAT.test(text)) return { problem: `${show(text)} is not a number` }
  const value = Number(text.replaceAll('_', ''))
  return Number.isFinite(Math.fround(value)) ? { value } : { problem: `${show(text)} is too large` }
}

function readBool(text: string): Parsed {
  const value = BOOLS.get(text.toLowerCase())
  if (value !== undefined) return { value }
  return { problem: `${show(text)} is neither true nor false` }
}

function isNothing(text: string): boolean {
  return text === '' || text.toLowerCase() === 'none'
}
