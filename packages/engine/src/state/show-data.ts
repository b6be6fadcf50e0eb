import type { Json, MemberModel, RecordData, Schema, SchemaModel, TypeModel } from '@ays/core'
import { toJson } from './to-json.ts'

/** What a secret value is shown as. */
export const SECRET = '(secret)'

type JsonObject = Readonly<Record<string, Json>>

/** What a secret value becomes; the path is as of faults of a schema: `disks[0].key`. */
type Hide = (value: Json, path: string) => Json

const mask: Hide = () => SECRET

/** Data for people: secret fields are masked, in structs too, unless they were asked for. */
export function showData(schema: Schema, data: RecordData, secrets: boolean): JsonObject {
  const shown = Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, toJson(value)]),
  )
  return secrets ? shown : hideSecrets(schema.model, shown, mask)
}

/** One field as {@link showData} shows it. */
export function showField(schema: Schema, field: string, value: unknown): Json {
  return hideSecrets(schema.model, { [field]: toJson(value) }, mask)[field] ?? null
}

/** JSON of a record with something else in the place of each secret value that is set. */
export function hideSecrets(model: SchemaModel, data: JsonObject, hide: Hide): JsonObject {
  return new Hider(model, hide).struct(model.root, data, '')
}

class Hider {
  readonly #model: SchemaModel
  readonly #hide: Hide

  constructor(model: SchemaModel, hide: Hide) {
    this.#model = model
    this.#hide = hide
  }

  struct(name: string, data: JsonObject, path: string): JsonObject {
    const members = this.#model.structs.find((struct) => struct.name === name)?.members ?? []
    return this.#members(members, data, path)
  }

  #members(members: readonly MemberModel[], data: JsonObject, path: string): JsonObject {
    return members.reduce((shown, member) => this.#member(member, shown, path), data)
  }

  #member(member: MemberModel, data: JsonObject, path: string): JsonObject {
    const { name } = member
    if (name === undefined) {
      return member.kind === 'union' ? this.#members(member.members, data, path) : data
    }
    const value = data[name]
    if (value === undefined || value === '') return data
    const at = path === '' ? name : `${path}.${name}`
    if (member.kind === 'field') {
      const { rules, type } = member
      return {
        ...data,
        [name]: rules?.secret ? this.#hide(value, at) : this.#type(type, value, at),
      }
    }
    return isObject(value) ? { ...data, [name]: this.#members(member.members, value, at) } : data
  }

  #type(type: TypeModel, value: Json, path: string): Json {
    if (type.kind === 'list' && Array.isArray(value)) {
      return value.map((item: Json, at) => this.#type(type.element, item, `${path}[${at}]`))
    }
    return type.kind === 'struct' && isObject(value) ? this.struct(type.name, value, path) : value
  }
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
