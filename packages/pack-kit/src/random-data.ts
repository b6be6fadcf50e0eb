import type { FieldModel, Json, MemberModel, SchemaModel, TypeModel } from '@ays/core'
import * as fc from 'fast-check'
import type { TestHints } from './test-hints.ts'
import { randomValue } from './random-value.ts'

/** The data of a service, as a blueprint gives it. */
export type GivenData = Readonly<Record<string, Json>>

/** How deep structs may lie in each other: a schema may contain itself. */
const DEPTH = 3
const MOST = 3

/**
 * Data that the schema takes. A field without a default is always given, one with a default sometimes.
 * What cannot be written into a blueprint, and the fields to leave out, have their defaults.
 */
export function randomData(
  model: SchemaModel,
  { fields, own }: TestHints,
  leftOut: ReadonlySet<string> = new Set(),
): fc.Arbitrary<GivenData> {
  const free = new RandomStructs(model, new Set([...leftOut, ...own, ...Object.keys(fields)]))
  const chosen = Object.entries(fields).map(([name, values]) =>
    fc.constantFrom(...values).map((value): GivenData => ({ [name]: value })),
  )
  return merged([free.root(), ...chosen])
}

class RandomStructs {
  readonly #model: SchemaModel
  readonly #leftOut: ReadonlySet<string>

  constructor(model: SchemaModel, leftOut: ReadonlySet<string>) {
    this.#model = model
    this.#leftOut = leftOut
  }

  root(): fc.Arbitrary<GivenData> {
    const members = this.#membersOf(this.#model.root)
    const given = members.filter(({ name = '' }) => !this.#leftOut.has(name))
    return merged(given.flatMap((member) => this.#member(member, 0) ?? []))
  }

  #membersOf(struct: string): readonly MemberModel[] {
    return this.#model.structs.find(({ name }) => name === struct)?.members ?? []
  }

  /** Data with at most this member. */
  #member(member: MemberModel, depth: number): fc.Arbitrary<GivenData> | undefined {
    if (member.kind === 'field') return this.#field(member, depth)
    const parts = member.members.flatMap((inner) => this.#member(inner, depth) ?? [])
    if (parts.length === 0) return undefined
    const inside = member.kind === 'union' ? fc.oneof(...parts) : merged(parts)
    const { name } = member
    return name === undefined ? inside : inside.map((data) => ({ [name]: data }))
  }

  #field(field: FieldModel, depth: number): fc.Arbitrary<GivenData> | undefined {
    const { name, type } = field
    const values = this.#value(type, field, depth)?.map((value): GivenData => ({ [name]: value }))
    const optional = field.default !== undefined
    return values && optional ? fc.oneof(values, fc.constant<GivenData>({})) : values
  }

  #value(type: TypeModel, field: FieldModel, depth: number): fc.Arbitrary<Json> | undefined {
    if (type.kind === 'enum') return this.#enum(type.name)
    if (type.kind === 'struct') return this.#struct(type.name, depth + 1)
    if (type.kind !== 'list') return randomValue(type, field.rules ?? {})
    const items = this.#value(type.element, field, depth + 1)
    return items && fc.array(items, { maxLength: MOST })
  }

  #enum(name: string): fc.Arbitrary<Json> {
    const values = this.#model.enums.find((one) => one.name === name)?.values ?? []
    return fc.constantFrom(...values)
  }

  #struct(name: string, depth: number): fc.Arbitrary<Json> | undefined {
    if (depth > DEPTH) return undefined
    return merged(this.#membersOf(name).flatMap((member) => this.#member(member, depth) ?? []))
  }
}

function merged(parts: readonly fc.Arbitrary<GivenData>[]): fc.Arbitrary<GivenData> {
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all))
}
