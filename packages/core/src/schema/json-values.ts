import { AysError } from '../errors/ays-error.ts'
import { isRecordData } from './check-data.ts'
import { defaultToBigInt, defaultToNumber } from './check-default.ts'
import type { RecordData } from './codec.ts'
import { flatten, lowestOrdinal, membersOf } from './members.ts'
import type {
  DefaultValue,
  FieldModel,
  MemberModel,
  SchemaModel,
  TypeModel,
  UnionModel,
} from './schema-model.ts'

type JsonObject = Readonly<Record<string, DefaultValue>>

/** Turns values of a model into JSON and back, in the form that defaults have. */
export class JsonValues {
  readonly #structs: ReadonlyMap<string, readonly MemberModel[]>
  readonly #enums: ReadonlyMap<string, readonly string[]>

  constructor({ structs, enums }: SchemaModel) {
    this.#structs = new Map(structs.map(({ name, members }) => [name, members]))
    this.#enums = new Map(enums.map(({ name, values }) => [name, values]))
  }

  members(struct: string): readonly MemberModel[] {
    return this.#structs.get(struct) ?? []
  }

  /** The fields that are set. Only for values without fault. */
  write(value: RecordData, members: readonly MemberModel[]): JsonObject {
    const set = flatten(members).flatMap((member): [string, DefaultValue][] => {
      const { name = '' } = member
      const field = Object.hasOwn(value, name) ? value[name] : undefined
      return field === undefined ? [] : [[name, this.writeMember(field, member)]]
    })
    return Object.fromEntries(set)
  }

  writeMember(value: unknown, member: MemberModel): DefaultValue {
    if (member.kind === 'field') return this.#writeValue(value, member.type)
    return this.write(isRecordData(value) ? value : {}, membersOf(member))
  }

  /** Every field, defaults included. AYS_MESSAGE_INVALID with the path of what cannot be read. */
  read(json: unknown, members: readonly MemberModel[], path = ''): Record<string, unknown> {
    if (!isJsonObject(json)) return unreadable(path, 'an object')
    return Object.fromEntries(
      members.flatMap((member) =>
        member.kind === 'union' && member.name === undefined
          ? this.#readUnion(json, member, path)
          : [this.#readMember(json, member, path)],
      ),
    )
  }

  #writeValue(value: unknown, type: TypeModel): DefaultValue {
    if (type.kind === 'struct')
      return this.write(isRecordData(value) ? value : {}, this.members(type.name))
    if (type.kind === 'list')
      return Array.isArray(value) ? value.map((item) => this.#writeValue(item, type.element)) : []
    if (value instanceof Uint8Array) return toHex(value)
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'number')
      return writeNumber(type.kind === 'float32' ? Math.fround(value) : value)
    return typeof value === 'string' || typeof value === 'boolean' ? value : null
  }

  #readUnion(json: JsonObject, { members }: UnionModel, path: string): [string, unknown][] {
    const inOrder = members.toSorted((a, b) => lowestOrdinal(a) - lowestOrdinal(b))
    const active = inOrder.find(({ name = '' }) => Object.hasOwn(json, name)) ?? inOrder[0]
    if (active === undefined) return []
    const [name, value] = this.#readMember(json, active, path)
    // The active member is there even when it is a struct that nobody has set.
    const absent = value === undefined && active.kind === 'field' && active.type.kind === 'struct'
    return [[name, absent ? this.read({}, this.members(active.type.name), path) : value]]
  }

  #readMember(json: JsonObject, member: MemberModel, path: string): [string, unknown] {
    const { name = '' } = member
    const at = path === '' ? name : `${path}.${name}`
    const stored = Object.hasOwn(json, name) ? json[name] : undefined
    return member.kind === 'field'
      ? [name, this.#readField(stored, member, at)]
      : [name, this.read(stored ?? {}, membersOf(member), at)]
  }

  #readField(stored: DefaultValue | undefined, field: FieldModel, path: string): unknown {
    const { type, rules, default: initial } = field
    const value = stored ?? initial
    const bigint = rules?.bigint === true
    return value === undefined
      ? this.#zero(type, bigint)
      : this.#read(value, type, { path, bigint })
  }

  #zero(type: TypeModel, bigint: boolean): unknown {
    if (type.kind === 'list') return []
    if (type.kind === 'struct') return undefined
    if (type.kind === 'enum') return this.#enums.get(type.name)?.[0] ?? 0
    if (type.kind === 'void') return null
    if (type.kind === 'int64' || type.kind === 'uint64') return bigint ? 0n : 0
    return SIMPLE[type.kind][2]()
  }

  #read(value: DefaultValue, type: TypeModel, at: Place): unknown {
    if (type.kind === 'struct') return this.#readStruct(value, this.members(type.name), at.path)
    if (type.kind === 'list') {
      if (!Array.isArray(value)) return unreadable(at.path, 'a list')
      return value.map((item, index) =>
        this.#read(item, type.element, { ...at, path: `${at.path}[${index}]` }),
      )
    }
    return readPrimitive(value, type, at)
  }

  /** A list of values may have become a list of structs that begin with one. */
  #readStruct(
    value: DefaultValue,
    members: readonly MemberModel[],
    path: string,
  ): Record<string, unknown> {
    const [first] = members.toSorted((a, b) => lowestOrdinal(a) - lowestOrdinal(b))
    const grown = !isJsonObject(value) && first?.kind === 'field'
    return this.read(grown ? { [first.name]: value } : value, members, path)
  }
}

interface Place {
  readonly path: string
  readonly bigint: boolean
}

type Simple = Exclude<TypeModel['kind'], 'list' | 'struct' | 'void' | 'int64' | 'uint64'>

/** What a stored value means, undefined when nothing; how the type is called; the zero of it. */
const SIMPLE: Readonly<
  Record<Simple, readonly [(value: DefaultValue) => unknown, name: string, zero: () => unknown]>
> = {
  bool: [(value) => (typeof value === 'boolean' ? value : undefined), 'a Bool', () => false],
  text: [(value) => (typeof value === 'string' ? value : undefined), 'a Text', () => ''],
  data: [fromHex, 'Data', () => new Uint8Array(0)],
  anyPointer: [fromHex, 'an AnyPointer', () => new Uint8Array(0)],
  enum: [
    (value) => (typeof value === 'object' ? undefined : value),
    'the value of an enum',
    () => 0,
  ],
  int8: [toNumber, 'an integer', () => 0],
  int16: [toNumber, 'an integer', () => 0],
  int32: [toNumber, 'an integer', () => 0],
  uint8: [toNumber, 'an integer', () => 0],
  uint16: [toNumber, 'an integer', () => 0],
  uint32: [toNumber, 'an integer', () => 0],
  float32: [defaultToNumber, 'a number', () => 0],
  float64: [defaultToNumber, 'a number', () => 0],
}

function readPrimitive(
  value: DefaultValue,
  { kind }: Exclude<TypeModel, { kind: 'list' | 'struct' }>,
  { path, bigint }: Place,
): unknown {
  if (kind === 'void') return null
  if (kind === 'int64' || kind === 'uint64') {
    const integer = defaultToBigInt(value) ?? unreadable(path, 'an integer')
    if (bigint) return integer
    return toNumber(value) ?? unreadable(path, 'an integer within ±(2^53-1)')
  }
  const [read, name] = SIMPLE[kind]
  return read(value) ?? unreadable(path, name)
}

function toNumber(value: DefaultValue): number | undefined {
  const number = Number(defaultToBigInt(value))
  return Number.isSafeInteger(number) ? number : undefined
}

/** JSON has no NaN, no infinity and no negative zero. */
function writeNumber(value: number): DefaultValue {
  if (Object.is(value, -0)) return '-0'
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fromHex(value: DefaultValue): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined
  return Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function isJsonObject(value: unknown): value is JsonObject {
  return isRecordData(value)
}

function unreadable(path: string, expected: string): never {
  throw new AysError(
    'AYS_MESSAGE_INVALID',
    `${path === '' ? 'the record' : path} is not ${expected}`,
    {
      details: { path },
    },
  )
}
