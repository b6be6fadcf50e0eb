import type { FieldModel, MemberModel, SchemaModel, TypeModel } from '@ays/core'
import { CapnpCodec } from '@ays/capnp-codec'

type Json = unknown
type JsonObject = Readonly<Record<string, Json>>

/** The official tool's JSON: 64 bits are texts, data is a list of numbers, null pointers are left out. */
export class CapnpJson {
  readonly #model: SchemaModel
  readonly #empty = new Map<FieldModel, unknown>()
  readonly #codec = new CapnpCodec()

  constructor(model: SchemaModel) {
    this.#model = model
  }

  /** A record as the tool reads it. */
  write(value: JsonObject, struct: string): Json {
    return this.#writeMembers(value, this.#members(struct))
  }

  /** What decode() gives for what the tool has printed. */
  read(json: JsonObject, struct: string): JsonObject {
    return this.#readMembers(json, this.#members(struct))
  }

  #members(struct: string): readonly MemberModel[] {
    return this.#model.structs.find(({ name }) => name === struct)?.members ?? []
  }

  /** What decode() gives for a field that is not there, wherever it stands. */
  #absent(field: FieldModel): unknown {
    if (!this.#empty.has(field)) {
      const alone = { name: 'Alone', members: [{ ...field, ordinal: 0 }] }
      const structs = [...this.#model.structs, alone]
      const schema = this.#codec.compile({ ...this.#model, structs, root: 'Alone' })
      this.#empty.set(field, schema.decode(schema.encode({}))[field.name])
    }
    return this.#empty.get(field)
  }

  #writeMembers(value: JsonObject, members: readonly MemberModel[]): Json {
    return Object.fromEntries(
      flatten(members)
        .filter(({ name = '' }) => name in value)
        .map((member) => [member.name, this.#writeMember(value[member.name ?? ''], member)]),
    )
  }

  #writeMember(value: unknown, member: MemberModel): Json {
    if (member.kind === 'field') return this.#writeValue(value, member.type)
    return this.#writeMembers(toObject(value), member.members)
  }

  #writeValue(value: unknown, type: TypeModel): Json {
    if (type.kind === 'list')
      return toArray(value).map((item) => this.#writeValue(item, type.element))
    if (type.kind === 'struct') return this.write(toObject(value), type.name)
    if (type.kind === 'data') return value instanceof Uint8Array ? [...value] : []
    return type.kind === 'int64' || type.kind === 'uint64' ? String(value) : value
  }

  #readMembers(json: JsonObject, members: readonly MemberModel[]): JsonObject {
    const value: Record<string, unknown> = {}
    for (const member of members) {
      const unnamed = member.kind === 'union' && member.name === undefined
      for (const choice of unnamed ? member.members : [member]) {
        const { name = '' } = choice
        if (name in json) value[name] = this.#readMember(json[name], choice)
        else if (!unnamed) value[name] = this.#readMember(undefined, choice)
      }
    }
    return value
  }

  #readMember(json: Json, member: MemberModel): unknown {
    if (member.kind === 'field')
      return json === undefined ? this.#absent(member) : this.#readField(json, member)
    const members: readonly MemberModel[] =
      member.kind === 'union' ? [{ kind: 'union', members: member.members }] : member.members
    return this.#readMembers(toObject(json ?? {}), members)
  }

  #readField(json: Json, { type, rules }: FieldModel): unknown {
    return this.#readValue(json, type, rules?.bigint === true)
  }

  #readValue(json: Json, type: TypeModel, bigint: boolean): unknown {
    if (type.kind === 'list')
      return toArray(json).map((item) => this.#readValue(item, type.element, bigint))
    if (type.kind === 'struct') return this.read(toObject(json), type.name)
    if (type.kind === 'data') return Uint8Array.from(toArray(json).map(Number))
    if (type.kind === 'int64' || type.kind === 'uint64')
      return bigint ? BigInt(String(json)) : Number(json)
    return json
  }
}

function flatten(members: readonly MemberModel[]): MemberModel[] {
  return members.flatMap((member) =>
    member.kind === 'union' && member.name === undefined ? [...member.members] : [member],
  )
}

function toObject(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error(`expected an object, not ${String(value)}`)
  return value
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toArray(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`expected a list, not ${String(value)}`)
  return value
}
