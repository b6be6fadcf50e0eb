import { flatten, membersOf } from './members.ts'
import type {
  DefaultValue,
  MemberModel,
  PrimitiveKind,
  SchemaModel,
  TypeModel,
} from './schema-model.ts'

const HEX = /^(?:[0-9a-f]{2})*$/
const DECIMAL = /^-?\d+$/
const FLOAT_WORDS: ReadonlyMap<unknown, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['-0', -0],
])

/** What is wrong with the default of a field of this type; undefined when nothing is. */
export function checkDefault(
  value: DefaultValue,
  type: TypeModel,
  model: SchemaModel,
): string | undefined {
  if (type.kind === 'enum') return checkEnum(value, type.name, model)
  if (type.kind === 'list') return checkList(value, type.element, model)
  if (type.kind !== 'struct') return CHECKS[type.kind](value)
  const struct = model.structs.find(({ name }) => name === type.name)
  return checkFields(value, struct?.members ?? [], model)
}

const CHECKS: Readonly<Record<PrimitiveKind, (value: DefaultValue) => string | undefined>> = {
  void: (value) => (value === null ? undefined : 'a Void has no default'),
  bool: (value) => (typeof value === 'boolean' ? undefined : 'expected true or false'),
  int8: integerOf(8, true),
  int16: integerOf(16, true),
  int32: integerOf(32, true),
  int64: integerOf(64, true),
  uint8: integerOf(8, false),
  uint16: integerOf(16, false),
  uint32: integerOf(32, false),
  uint64: integerOf(64, false),
  float32: checkFloat,
  float64: checkFloat,
  text: (value) => (typeof value === 'string' ? undefined : 'expected a text'),
  data: (value) =>
    typeof value === 'string' && HEX.test(value) ? undefined : 'expected hexadecimal text',
  anyPointer: () => 'an AnyPointer has no default',
}

function integerOf(bits: number, signed: boolean): (value: DefaultValue) => string | undefined {
  const high = 2n ** BigInt(signed ? bits - 1 : bits) - 1n
  const low = signed ? -high - 1n : 0n
  return (value) => {
    const integer = defaultToBigInt(value)
    if (integer === undefined) return 'expected an integer'
    return integer < low || integer > high
      ? `${integer} is not between ${low} and ${high}`
      : undefined
  }
}

function checkFloat(value: DefaultValue): string | undefined {
  return defaultToNumber(value) === undefined ? 'expected a number' : undefined
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
  for (const member of members) {
    if (member.kind !== 'union' || member.name !== undefined) continue
    const set = member.members.filter(({ name = '' }) => Object.hasOwn(value, name))
    if (set.length > 1) return 'only one member of a union can be set'
  }
  for (const [name, set] of Object.entries(value)) {
    const member = flatten(members).find((candidate) => candidate.name === name)
    if (member === undefined) return `there is no field "${name}"`
    const fault =
      member.kind === 'field'
        ? checkDefault(set, member.type, model)
        : checkFields(set, membersOf(member), model)
    if (fault !== undefined) return `"${name}": ${fault}`
  }
  return undefined
}

/** The integer that a default means; undefined when it means none. */
export function defaultToBigInt(value: DefaultValue): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && DECIMAL.test(value) ? BigInt(value) : undefined
}

/** The number that a default means; undefined when it means none. */
export function defaultToNumber(value: DefaultValue): number | undefined {
  return typeof value === 'number' ? value : FLOAT_WORDS.get(value)
}

function isObject(value: DefaultValue): value is { readonly [field: string]: DefaultValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
