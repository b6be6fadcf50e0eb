import { checkRules, type CompilePattern } from './check-rules.ts'
import type { DataFault, RecordData } from './codec.ts'
import { membersOf } from './members.ts'
import type { FieldModel, MemberModel, SchemaModel, TypeModel, UnionModel } from './schema-model.ts'

const MAX_DEPTH = 64
const SAFE = Number.MAX_SAFE_INTEGER

/** Inclusive bounds of the kinds that are integers. */
const BOUNDS: Readonly<Record<string, readonly [low: number, high: number]>> = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  int64: [-SAFE, SAFE],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  uint64: [0, SAFE],
}

/** Inclusive bounds of 64 bits as bigint. */
const BIG_BOUNDS: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
}

/** Checks data against a model: every fault with its path, in the order of the schema. */
export class DataChecker {
  readonly #structs: ReadonlyMap<string, readonly MemberModel[]>
  readonly #enums: ReadonlyMap<string, readonly string[]>
  readonly #root: string
  readonly #compile: CompilePattern

  /** `compile` makes a matcher of a `$regex`; it is asked again for every check. */
  constructor({ root, structs, enums }: SchemaModel, compile: CompilePattern) {
    this.#root = root
    this.#structs = new Map(structs.map(({ name, members }) => [name, members]))
    this.#enums = new Map(enums.map(({ name, values }) => [name, values]))
    this.#compile = compile
  }

  /** Faults of type and range: what encode() refuses. */
  types(value: unknown): DataFault[] {
    return this.#check(value, false)
  }

  /** These, unknown fields and broken rules. */
  all(value: unknown): DataFault[] {
    return this.#check(value, true)
  }

  #check(value: unknown, rules: boolean): DataFault[] {
    const walk: Walk = { faults: [], rules, depth: 0 }
    this.#struct(value, this.#root, '', walk)
    return walk.faults
  }

  #struct(value: unknown, name: string, path: string, walk: Walk): void {
    if (!isRecordData(value)) return fault(walk, path, `expected an object, not ${show(value)}`)
    if (++walk.depth > MAX_DEPTH)
      fault(walk, path, `more than ${MAX_DEPTH} structs or lists inside each other`)
    else this.#members(value, this.#structs.get(name) ?? [], path, walk)
    walk.depth--
  }

  #members(value: RecordData, members: readonly MemberModel[], path: string, walk: Walk): void {
    const known = new Set<string>()
    for (const member of members) this.#member(member, { value, path, known }, walk)
    if (!walk.rules) return
    for (const key of Object.keys(value))
      if (!known.has(key) && value[key] !== undefined)
        fault(walk, join(path, key), `there is no field "${key}"${near(key, known)}`)
  }

  #member(member: MemberModel, parent: Parent, walk: Walk): void {
    const { value, path, known } = parent
    if (member.kind === 'union' && member.name === undefined)
      return this.#union(member, parent, walk)
    const { name = '' } = member
    known.add(name)
    const set = own(value, name)
    if (set === undefined) return
    if (member.kind === 'field') return this.#field(set, member, join(path, name), walk)
    if (!isRecordData(set))
      return fault(walk, join(path, name), `expected an object, not ${show(set)}`)
    this.#members(set, membersOf(member), join(path, name), walk)
  }

  #union({ members }: UnionModel, parent: Parent, walk: Walk): void {
    const names = members.map(({ name = '' }) => name)
    const set = names.filter((name) => own(parent.value, name) !== undefined)
    for (const member of members) this.#member(member, parent, walk)
    if (set.length > 1)
      fault(walk, parent.path, `only one of ${set.join(', ')} can be set: they are a union`)
  }

  #field(value: unknown, { type, rules = {} }: FieldModel, path: string, walk: Walk): void {
    const before = walk.faults.length
    this.#value(value, type, { path, bigint: rules.bigint === true }, walk)
    if (!walk.rules || walk.faults.length > before) return
    for (const message of checkRules(value, rules, this.#compile)) fault(walk, path, message)
  }

  #value(value: unknown, type: TypeModel, at: Place, walk: Walk): void {
    if (type.kind === 'struct') return this.#struct(value, type.name, at.path, walk)
    if (type.kind === 'list') return this.#list(value, type.element, at, walk)
    const message =
      type.kind === 'enum'
        ? checkEnum(value, this.#enums.get(type.name) ?? [])
        : checkPrimitive(value, type.kind, at.bigint)
    if (message !== undefined) fault(walk, at.path, message)
  }

  #list(value: unknown, element: TypeModel, at: Place, walk: Walk): void {
    if (!Array.isArray(value)) return fault(walk, at.path, `expected a list, not ${show(value)}`)
    const levels = element.kind === 'list' ? 1 : 0
    walk.depth += levels
    if (walk.depth > MAX_DEPTH)
      fault(walk, at.path, `more than ${MAX_DEPTH} structs or lists inside each other`)
    else
      for (const [index, item] of value.entries())
        this.#value(item, element, { ...at, path: `${at.path}[${index}]` }, walk)
    walk.depth -= levels
  }
}

interface Walk {
  readonly faults: DataFault[]
  readonly rules: boolean
  depth: number
}

interface Place {
  readonly path: string
  readonly bigint: boolean
}

interface Parent {
  readonly value: RecordData
  readonly path: string
  readonly known: Set<string>
}

/** True for what a struct can be made of. */
export function isRecordData(value: unknown): value is RecordData {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkEnum(value: unknown, values: readonly string[]): string | undefined {
  if (typeof value === 'string' && values.includes(value)) return undefined
  // A number is a value that only a newer schema has a name for.
  if (typeof value === 'number' && (value & 0xffff) === value && value >= values.length)
    return undefined
  return `${show(value)} is none of ${values.join(', ')}`
}

function checkPrimitive(value: unknown, kind: string, bigint: boolean): string | undefined {
  switch (kind) {
    case 'void':
      return value === null ? undefined : `expected null, not ${show(value)}`
    case 'bool':
      return typeof value === 'boolean' ? undefined : `expected true or false, not ${show(value)}`
    case 'text':
      return typeof value === 'string' ? undefined : `expected a text, not ${show(value)}`
    case 'data':
    case 'anyPointer':
      return value instanceof Uint8Array ? undefined : `expected bytes, not ${show(value)}`
    case 'float32':
    case 'float64':
      return checkFloat(value, kind)
    default:
      return checkInteger(value, kind, bigint)
  }
}

function checkFloat(value: unknown, kind: string): string | undefined {
  if (typeof value !== 'number') return `expected a number, not ${show(value)}`
  const infinite = kind === 'float32' && !Number.isFinite(Math.fround(value))
  return infinite && Number.isFinite(value) ? `${value} is too large for Float32` : undefined
}

function checkInteger(value: unknown, kind: string, bigint: boolean): string | undefined {
  if (typeof value === 'bigint' && bigint) {
    const [low = 0n, high = 0n] = BIG_BOUNDS[kind] ?? []
    return outside(value, low, high)
  }
  const [low = 0, high = 0] = BOUNDS[kind] ?? []
  if (typeof value !== 'number' || !Number.isInteger(value))
    return `expected an integer, not ${show(value)}`
  return outside(value, low, high)
}

function outside<T extends number | bigint>(value: T, low: T, high: T): string | undefined {
  if (value < low) return `${value} is below ${low}`
  return value > high ? `${value} is above ${high}` : undefined
}

function fault({ faults }: Walk, path: string, message: string): void {
  faults.push({ path, message })
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** A field that is called like a method of every object counts only when somebody set it. */
function own(value: RecordData, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(value, name) ? undefined : value[name]
}

function near(key: string, known: ReadonlySet<string>): string {
  const plain = key.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()
  const found = [...known].find((name) => name.toLowerCase() === plain)
  return found === undefined ? '' : `; did you mean "${found}"?`
}

/** A value in a message, short whatever it is. */
function show(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string')
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (value instanceof Uint8Array) return 'bytes'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}
