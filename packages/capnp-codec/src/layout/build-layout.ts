import {
  AysError,
  checkModel,
  type EnumModel,
  type FieldModel,
  type FieldRules,
  type MemberModel,
  type SchemaModel,
  type StructModel,
  type TypeModel,
  type UnionModel,
} from '@ays/core'
import { compilePattern } from '../pattern.ts'
import { toSlotDefault } from './default-value.ts'
import {
  BYTES,
  type FieldLayout,
  isByteType,
  isPointerType,
  type LayoutType,
  type SlotLayout,
  type StructLayout,
} from './layout.ts'
import { MemberSection, type Section, StructSection, UnionSection } from './sections.ts'

type Draft<T> = { -readonly [K in keyof T]: T[K] }
type StructDraft = Draft<Omit<StructLayout, 'fields'>> & { fields: Draft<FieldLayout>[] }

/** Where every struct of the model lies, by name. AYS_SCHEMA_INVALID names the first fault. */
export function layoutOf(model: SchemaModel): ReadonlyMap<string, StructLayout> {
  const [first, ...more] = checkModel(model, compilePattern)
  if (first !== undefined)
    throw new AysError('AYS_SCHEMA_INVALID', `the schema has no layout: ${first.summary}`, {
      details: { faults: [first, ...more].map(({ summary }) => summary) },
    })
  const structs = new Map(model.structs.map(({ name }) => [name, emptyStruct(name, false)]))
  const enums = new Map(model.enums.map((node) => [node.name, node]))
  const types = new TypeResolver(structs, enums)
  const layouts = model.structs.map((node) => new StructBuilder(node, types))
  for (const layout of layouts) layout.place()
  for (const layout of layouts) layout.setDefaults()
  return structs
}

class TypeResolver {
  readonly structs: ReadonlyMap<string, StructDraft>
  readonly #enums: ReadonlyMap<string, EnumModel>

  constructor(structs: ReadonlyMap<string, StructDraft>, enums: ReadonlyMap<string, EnumModel>) {
    this.structs = structs
    this.#enums = enums
  }

  resolve(type: TypeModel, rules: FieldRules = {}): LayoutType {
    if (type.kind === 'list') return { kind: 'list', element: this.resolve(type.element, rules) }
    if (type.kind === 'struct') return { kind: 'struct', struct: this.struct(type.name) }
    if (type.kind === 'enum')
      return { kind: 'enum', values: this.#enums.get(type.name)?.values ?? [] }
    if (type.kind === 'int64' || type.kind === 'uint64')
      return { kind: type.kind, bigint: rules.bigint === true }
    return { kind: type.kind }
  }

  struct(name: string): StructDraft {
    const struct = this.structs.get(name)
    if (struct === undefined) throw new AysError('AYS_INTERNAL', `no struct "${name}"`)
    return struct
  }
}

/** A member that gets its place when its ordinal is reached. */
interface Step {
  readonly ordinal: number
  readonly place: () => void
}

/** Gives each member of one struct its place, in the order of the ordinals. */
class StructBuilder {
  readonly #node: StructModel
  readonly #types: TypeResolver
  readonly #root: StructDraft
  readonly #parts: StructDraft[]
  readonly #steps: Step[] = []
  readonly #unions: [StructDraft, UnionSection][] = []
  readonly #defaults: (() => void)[] = []

  constructor(node: StructModel, types: TypeResolver) {
    this.#node = node
    this.#types = types
    this.#root = types.struct(node.name)
    this.#parts = [this.#root]
  }

  place(): void {
    const section = new StructSection()
    this.#members(this.#node.members, this.#root, section, () => undefined)
    for (const step of this.#steps.toSorted((a, b) => a.ordinal - b.ordinal)) step.place()
    for (const [struct, { discriminant }] of this.#unions) struct.discriminant = discriminant
    for (const part of this.#parts) {
      part.dataWords = section.dataWords
      part.pointers = section.pointers
      part.fields.sort((a, b) => lowestOrdinal(a) - lowestOrdinal(b))
    }
    if (section.dataWords > MAX_WORDS || section.pointers > MAX_WORDS)
      throw new AysError('AYS_SCHEMA_INVALID', `struct "${this.#node.name}" is too large`)
  }

  /** After every struct has its place: a default may be a struct itself. */
  setDefaults(): void {
    for (const setDefault of this.#defaults) setDefault()
  }

  /** `touch` gives the members of the unions around their tags, outermost first. */
  #members(
    members: readonly MemberModel[],
    into: StructDraft,
    section: Section,
    touch: () => void,
  ): void {
    for (const member of members) {
      if (member.kind === 'field') this.#field(member, into, section, touch)
      else if (member.kind === 'group')
        this.#members(member.members, this.#group(member.name, into), section, touch)
      else if (member.name === undefined) this.#union(member, into, section, touch)
      else this.#union(member, this.#group(member.name, into), section, touch)
    }
  }

  #union(union: UnionModel, into: StructDraft, section: Section, touch: () => void): void {
    const shared = new UnionSection(section)
    let tags = 0
    this.#unions.push([into, shared])
    if (union.ordinal !== undefined)
      this.#steps.push({
        ordinal: union.ordinal,
        place: () => {
          touch()
          shared.addDiscriminant()
        },
      })
    for (const member of union.members) {
      const own = new MemberSection(shared)
      const index = into.fields.length
      this.#members([member], into, own, () => {
        touch()
        const field = into.fields[index]
        if (field !== undefined && field.tag < 0) field.tag = tags++
      })
    }
  }

  #group(name: string, into: StructDraft): StructDraft {
    const struct = emptyStruct(`${into.name}.${name}`, true)
    this.#parts.push(struct)
    into.fields.push({ kind: 'group', name, tag: -1, struct })
    return struct
  }

  #field(model: FieldModel, into: StructDraft, section: Section, touch: () => void): void {
    const { name, ordinal, type, rules } = model
    const slot: Draft<SlotLayout> = {
      kind: 'slot',
      name,
      ordinal,
      tag: -1,
      type: this.#types.resolve(type, rules),
      offset: 0,
      default: undefined,
    }
    into.fields.push(slot)
    this.#steps.push({
      ordinal,
      place: () => {
        touch()
        slot.offset = placeOf(slot.type, section)
      },
    })
    const value = model.default
    if (value !== undefined)
      this.#defaults.push(() => {
        slot.default = toSlotDefault(value, slot.type)
      })
  }
}

/** Sections are counted in 16 bits. */
const MAX_WORDS = 65_535

/** Sizes in the data section are powers of two of bits. */
const BIT = 0
const BYTE = 3

function placeOf(type: LayoutType, section: Section): number {
  if (isPointerType(type)) return section.addPointer()
  if (isByteType(type)) return section.addData(BYTE + Math.log2(BYTES[type.kind]))
  if (type.kind === 'bool') return section.addData(BIT)
  section.addVoid()
  return 0
}

function emptyStruct(name: string, group: boolean): StructDraft {
  return { name, group, dataWords: 0, pointers: 0, discriminant: -1, fields: [] }
}

function lowestOrdinal(field: FieldLayout): number {
  return field.kind === 'slot'
    ? field.ordinal
    : Math.min(...field.struct.fields.map((inner) => lowestOrdinal(inner)))
}
