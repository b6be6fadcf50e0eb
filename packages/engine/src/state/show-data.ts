import type { Json, MemberModel, RecordData, Schema, SchemaModel, TypeModel } from '@ays/core'
import { toJson } from './to-json.ts'

/** What a secret field is shown as. */
const SECRET = '(secret)'

/** Data for people: secret fields are masked, in structs too, unless they were asked for. */
export function showData(
  schema: Schema,
  data: RecordData,
  secrets: boolean,
): Readonly<Record<string, Json>> {
  const shown = Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, toJson(value)]),
  )
  const { model } = schema
  return secrets ? shown : maskMembers(model, membersOf(model, model.root), shown)
}

/** One field as {@link showData} shows it. */
export function showField({ model }: Schema, field: string, value: unknown): Json {
  const shown = maskMembers(model, membersOf(model, model.root), { [field]: toJson(value) })
  return shown[field] ?? null
}

type JsonObject = Readonly<Record<string, Json>>

function maskMembers(
  model: SchemaModel,
  members: readonly MemberModel[],
  data: JsonObject,
): JsonObject {
  return members.reduce((shown, member) => maskMember(model, member, shown), data)
}

function maskType(model: SchemaModel, type: TypeModel, value: Json): Json {
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.map((item: Json) => maskType(model, type.element, item))
  }
  if (type.kind !== 'struct' || !isObject(value)) return value
  return maskMembers(model, membersOf(model, type.name), value)
}

function maskMember(model: SchemaModel, member: MemberModel, data: JsonObject): JsonObject {
  if (member.kind === 'union' && member.name === undefined) {
    return maskMembers(model, member.members, data)
  }
  if (member.name === undefined) return data
  const value = data[member.name]
  if (value === undefined || value === '') return data
  if (member.kind === 'field') {
    const shown = member.rules?.secret ? SECRET : maskType(model, member.type, value)
    return { ...data, [member.name]: shown }
  }
  if (!isObject(value)) return data
  return { ...data, [member.name]: maskMembers(model, member.members, value) }
}

function membersOf({ structs }: SchemaModel, name: string): readonly MemberModel[] {
  return structs.find((struct) => struct.name === name)?.members ?? []
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
