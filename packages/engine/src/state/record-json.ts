import {
  type FieldModel,
  isRecordData,
  type Json,
  type MemberModel,
  type RecordData,
  type SchemaModel,
  type TypeModel,
} from '@ays/core'

/**
 * A record as JSON has it, and nothing lost: Data as hexadecimal text, big integers as decimal text, and as texts the
 * numbers that JSON lacks: "nan", "inf", "-inf" and "-0". Structs that nobody set are left out.
 */
export function recordToJson(record: RecordData): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, valueToJson(value)]],
    ),
  )
}

function valueToJson(value: unknown): Json {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(valueToJson)
  if (typeof value === 'number') return numberToJson(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string' || typeof value === 'boolean') return value
  return isRecordData(value) ? recordToJson(value) : null
}

function numberToJson(value: number): Json {
  if (Object.is(value, -0)) return '-0'
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['-0', -0],
])

/** The reverse, as the schema says; what does not fit is left as it is for Schema.check to report. */
export function recordFromJson(value: RecordData, model: SchemaModel): RecordData {
  return convertStruct(value, membersOf(model, model.root), model)
}

function membersOf(model: SchemaModel, name: string): readonly MemberModel[] {
  return model.structs.find((struct) => struct.name === name)?.members ?? []
}

function convertStruct(
  value: RecordData,
  members: readonly MemberModel[],
  model: SchemaModel,
): RecordData {
  const known = new Map(members.flatMap(named))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const member = known.get(name)
      return [name, member === undefined ? item : convertMember(item, member, model)]
    }),
  )
}

/** Members of an unnamed union stand in its parent. */
function named(member: MemberModel): [string, MemberModel][] {
  if (member.name !== undefined) return [[member.name, member]]
  return member.kind === 'union' ? member.members.flatMap(named) : []
}

function convertMember(value: unknown, member: MemberModel, model: SchemaModel): unknown {
  if (member.kind === 'field') return convertValue(value, member.type, member, model)
  return isRecordData(value) ? convertStruct(value, member.members, model) : value
}

function convertValue(
  value: unknown,
  type: TypeModel,
  field: FieldModel,
  model: SchemaModel,
): unknown {
  if (type.kind === 'list') {
    const convert = (item: unknown) => convertValue(item, type.element, field, model)
    return Array.isArray(value) ? value.map(convert) : value
  }
  if (type.kind === 'struct') {
    return isRecordData(value) ? convertStruct(value, membersOf(model, type.name), model) : value
  }
  if (BYTES.has(type.kind)) return isHex(value) ? Uint8Array.from(Buffer.from(value, 'hex')) : value
  if (FLOATS.has(type.kind)) return NUMBERS.get(value) ?? value
  return field.rules?.bigint && isInteger(value) ? BigInt(value) : value
}

const BYTES: ReadonlySet<string> = new Set(['data', 'anyPointer'])
const FLOATS: ReadonlySet<string> = new Set(['float32', 'float64'])

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[\da-f]{2})*$/i.test(value)
}

function isInteger(value: unknown): value is string | number {
  return typeof value === 'string' ? /^-?\d+$/.test(value) : Number.isSafeInteger(value)
}
