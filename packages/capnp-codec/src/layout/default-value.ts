import type { DefaultValue, MemberModel, SchemaModel, TypeModel } from '@ays/core'
import type { LayoutType, SlotDefault, StructLayout } from './layout.ts'

const HEX = /^(?:[0-9a-f]{2})*$/
const DECIMAL = /^-?\d+$/
const FLOAT_WORDS: ReadonlyMap<unknown, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
])

/** What is wrong with the default of a field of this type; undefined when nothing is. */
export function checkDefault(
  value: DefaultValue,
  type: TypeModel,
  model: SchemaModel,
): string | undefined {
  switch (type.kind) {
    case 'void':
      return value === null ? undefined : 'a Void has no default'
    case 'anyPointer':
      return 'an AnyPointer has no default'
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'expected true or false'
    case 'text':
      return typeof value === 'string' ? undefined : 'expected a text'
    case 'data':
      return typeof value === 'string' && HEX.test(value) ? undefined : 'expected hexadecimal text'
    case 'float32':
    case 'float64':
      return toFloat(value) === undefined ? 'expected a number' : undefined
    case 'enum':
      return checkEnum(value, type.name, model)
    case 'list':
      return checkList(value, type.element, model)
    case 'struct': {
      const struct = model.structs.find(({ name }) => name === type.name)
      return checkFields(value, struct?.members ?? [], model)
    }
    default:
      return checkInteger(value, type.kind)
  }
}

/** The default as the layout keeps it. Only for values that {@link checkDefault} found good. */
export function toSlotDefault(value: DefaultValue, type: LayoutType): SlotDefault {
  switch (type.kind) {
    case 'int64':
    case 'uint64':
      return toBigInt(value)
    case 'float32':
      return Math.fround(toFloat(value) ?? 0)
    case 'float64':
      return toFloat(value)
    case 'enum':
      return String(value)
    case 'data':
      return Uint8Array.from(Buffer.from(String(value), 'hex'))
    case 'list':
      return Array.isArray(value) ? value.map((item) => toSlotDefault(item, type.element)) : []
    case 'struct':
      return toStructDefault(value, type.struct)
    default:
      return typeof value === 'object' ? undefined : value
  }
}

function toStructDefault(value: DefaultValue, { fields }: StructLayout): SlotDefault {
  const given = isObject(value) ? value : {}
  const entries = fields
    .filter(({ name }) => Object.hasOwn(given, name))
    .map((field): [string, SlotDefault] => {
      const set = given[field.name] ?? null
      if (field.kind === 'group') return [field.name, toStructDefault(set, field.struct)]
      return [field.name, field.type.kind === 'void' ? null : toSlotDefault(set, field.type)]
    })
  return Object.fromEntries(entries)
}

function checkEnum(value: DefaultValue, name: string, model: SchemaModel): string | undefined {
  const values = model.enums.find((candidate) => candidate.name === name)?.values ?? []
  return values.some((known) => known === value)
    ? undefined
    : `expected one of ${values.join(', ')}`
}

function checkList(
  value: DefaultValue,
  element: TypeModel,
  model: SchemaModel,
): string | undefined {
  if (!Array.isArray(value)) return 'expected a list'
  for (const item of value) {
    const fault = checkDefault(item, element, model)
    if (fault !== undefined) return fault
  }
  return undefined
}

function checkFields(
  value: DefaultValue,
  members: readonly MemberModel[],
  model: SchemaModel,
): string | undefined {
  if (!isObject(value)) return 'expected a struct'
  for (const [name, set] of Object.entries(value)) {
    const member = findMember(name, members)
    if (member === undefined) return `there is no field "${name}"`
    const fault =
      member.kind === 'field'
        ? checkDefault(set, member.type, model)
        : checkFields(set, member.members, model)
    if (fault !== undefined) return `"${name}": ${fault}`
  }
  return undefined
}

function findMember(name: string, members: readonly MemberModel[]): MemberModel | undefined {
  for (const member of members) {
    if (member.name === name) return member
    if (member.kind === 'union' && member.name === undefined) {
      const found = findMember(name, member.members)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function checkInteger(value: DefaultValue, kind: string): string | undefined {
  const integer = toBigInt(value)
  if (integer === undefined) return 'expected an integer'
  const bits = BigInt(kind.replace(/^u?int/, ''))
  const signed = kind.startsWith('i')
  const low = signed ? -(1n << (bits - 1n)) : 0n
  const high = (signed ? 1n << (bits - 1n) : 1n << bits) - 1n
  return integer < low || integer > high
    ? `${integer} is not between ${low} and ${high}`
    : undefined
}

function toBigInt(value: DefaultValue): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && DECIMAL.test(value) ? BigInt(value) : undefined
}

function toFloat(value: DefaultValue): number | undefined {
  return typeof value === 'number' ? value : FLOAT_WORDS.get(value)
}

function isObject(value: DefaultValue): value is { readonly [field: string]: DefaultValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
