import {
  checkModel,
  type Diagnostic,
  type EnumModel,
  type FieldModel,
  type MemberModel,
  type SchemaModel,
  type StructModel,
  type TypeModel,
} from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import type * as Capnp from 'capnp-ts/src/std/schema.capnp.js'
import { layoutOf } from '../layout/build-layout.ts'
import type { FieldLayout, StructLayout } from '../layout/layout.ts'
import { compilePattern } from '../pattern.ts'
import type { ParsedSchema } from '../text/parse-schema.ts'
import { joinSegments } from '../wire/copy.ts'
import { RequestSources } from './request-sources.ts'
import { type Instance, RequestTypes } from './request-types.ts'
import { asDefault, RequestValues } from './request-values.ts'
import { itemsOf, SchemaNodes } from './schema-nodes.ts'

/** Makes a model of what the compiler would send to a code generator. */
export function readRequest(
  request: Uint8Array,
  { file, root = 'Schema' }: { readonly file: string; readonly root?: string },
): ParsedSchema {
  const model = new RequestReader(request).read(root)
  const diagnostics = checkModel(model, compilePattern).map(({ summary }): Diagnostic => ({
    severity: 'error',
    code: 'AYS_SCHEMA_INVALID',
    summary,
    source: { file, line: 1, column: 1 },
  }))
  return diagnostics.length === 0 ? { model, diagnostics } : { diagnostics }
}

class RequestReader {
  readonly #nodes: SchemaNodes
  readonly #sources: RequestSources
  readonly #types: RequestTypes
  readonly #values: RequestValues
  /** Fields whose default lies behind a pointer: it is read when their types have a layout. */
  readonly #pointerDefaults = new Map<FieldModel, Capnp.Value>()

  constructor(request: Uint8Array) {
    // The library does not follow far pointers to what is null.
    const joined = joinSegments(request)
    this.#nodes = new SchemaNodes(joined)
    this.#sources = new RequestSources(joined)
    this.#types = new RequestTypes(this.#nodes)
    this.#values = new RequestValues(joined, this.#nodes)
  }

  read(root: string): SchemaModel {
    this.#declare(this.#sources.rootId)
    const structs: StructModel[] = []
    // Reading a struct may lead to further ones, which a Map goes on with.
    for (const instance of this.#types.instances.values()) structs.push(this.#struct(instance))
    const enums = Array.from(this.#types.enums, ([name, node]): EnumModel => {
      const values = itemsOf(node.getEnum().getEnumerants())
      return { name, values: values.map((value) => value.getName()) }
    })
    const id = `0x${this.#sources.rootId.toString(16).padStart(16, '0')}`
    let model: SchemaModel = { id, root, structs, enums }
    // A default may be a struct whose own fields have defaults: each round knows those of the last.
    for (let known: SchemaModel | undefined; !isDeepStrictEqual(model, known);) {
      known = model
      model = this.#withPointerDefaults(model)
    }
    return model
  }

  /** Everything that the file itself declares, in the order of the text. */
  #declare(scope: bigint): void {
    for (const nested of itemsOf(this.#nodes.get(scope)?.getNestedNodes() ?? NO_NODES)) {
      const node = this.#nodes.get(nested.getId())
      if (node === undefined || node.getIsGeneric()) continue
      if (node.isEnum()) this.#types.enum(node.getId())
      if (!node.isStruct()) continue
      this.#types.struct(node.getId(), new Map())
      this.#declare(node.getId())
    }
  }

  #struct({ name, node, bindings }: Instance): StructModel {
    const said = this.#values.annotations(itemsOf(node.getAnnotations()))
    const doc = said.doc ?? this.#sources.docOf(node.getId())
    return { name, members: this.#members(node, bindings), ...(doc === undefined ? {} : { doc }) }
  }

  /** The members of a struct or group; those with a tag are its unnamed union. */
  #members(node: Capnp.Node, bindings: Instance['bindings']): MemberModel[] {
    const fields = itemsOf(node.getStruct().getFields())
      .map((field, index) => ({ field, index }))
      .toSorted((a, b) => a.field.getCodeOrder() - b.field.getCodeOrder())
    const members: MemberModel[] = []
    const choices: MemberModel[] = []
    for (const { field, index } of fields) {
      const member = this.#member(field, this.#sources.docOf(node.getId(), index), bindings)
      if (field.getDiscriminantValue() === NO_TAG) members.push(member)
      else {
        if (choices.length === 0) members.push({ kind: 'union', members: choices })
        choices.push(member)
      }
    }
    return members
  }

  #member(
    field: Capnp.Field,
    comment: string | undefined,
    bindings: Instance['bindings'],
  ): MemberModel {
    const said = this.#values.annotations(itemsOf(field.getAnnotations()))
    const doc = said.doc ?? comment
    const documented = doc === undefined ? {} : { doc }
    const name = field.getName()
    if (field.isSlot())
      return this.#field(
        field,
        { ...documented, ...(said.rules && { rules: said.rules }) },
        bindings,
      )
    const group = this.#nodes.get(field.getGroup().getTypeId())
    const members = group === undefined ? [] : this.#members(group, bindings)
    const [only, other] = members
    if (only?.kind === 'union' && only.name === undefined && other === undefined) {
      const number = field.getOrdinal()
      const numbered = number.isExplicit() ? { ordinal: number.getExplicit() } : {}
      return { kind: 'union', name, ...numbered, members: only.members, ...documented }
    }
    return { kind: 'group', name, members, ...documented }
  }

  #field(
    field: Capnp.Field,
    said: Pick<FieldModel, 'doc' | 'rules'>,
    bindings: Instance['bindings'],
  ): FieldModel {
    const slot = field.getSlot()
    const type = this.#types.resolve(slot.getType(), bindings)
    const value = slot.getHadExplicitDefault() ? slot.getDefaultValue() : undefined
    const plain = value && this.#values.plain(value, type, this.#enumValues(type))
    const model: FieldModel = {
      kind: 'field',
      name: field.getName(),
      ordinal: field.getOrdinal().getExplicit(),
      type,
      ...(plain === undefined ? {} : { default: plain }),
      ...said,
    }
    if (value !== undefined && (type.kind === 'list' || type.kind === 'struct'))
      this.#pointerDefaults.set(model, value)
    return model
  }

  #enumValues(type: TypeModel): string[] {
    const node = type.kind === 'enum' ? this.#types.enums.get(type.name) : undefined
    if (node === undefined) return []
    return itemsOf(node.getEnum().getEnumerants()).map((value) => value.getName())
  }

  #withPointerDefaults(model: SchemaModel): SchemaModel {
    if (this.#pointerDefaults.size === 0) return model
    const layouts = layoutOf({ ...model, root: model.structs[0]?.name ?? '' })
    const structs = model.structs.map((struct) => ({
      ...struct,
      members: this.#setDefaults(struct.members, layouts.get(struct.name)),
    }))
    return { ...model, structs }
  }

  #setDefaults(members: readonly MemberModel[], layout: StructLayout | undefined): MemberModel[] {
    return members.map((member) => {
      if (member.kind === 'field') return this.#setDefault(member, fieldIn(layout, member.name))
      if (member.name === undefined)
        return { ...member, members: this.#setDefaults(member.members, layout) }
      const inner = fieldIn(layout, member.name)
      const group = inner?.kind === 'group' ? inner.struct : undefined
      return { ...member, members: this.#setDefaults(member.members, group) }
    })
  }

  #setDefault(field: FieldModel, layout: FieldLayout | undefined): FieldModel {
    const value = this.#pointerDefaults.get(field)
    if (value === undefined || layout?.kind !== 'slot') return field
    const { type } = layout
    if (type.kind !== 'list' && type.kind !== 'struct') return field
    const place = type.kind === 'list' ? value.getList() : value.getStruct()
    const known = { ...field, default: asDefault(this.#values.pointer(place, type), field.type) }
    this.#pointerDefaults.set(known, value)
    return known
  }
}

/** Says that a field is in no union. */
const NO_TAG = 0xffff
const NO_NODES = { getLength: () => 0, get: (): never => unreachable() }

function unreachable(): never {
  throw new RangeError('an empty list has no items')
}

function fieldIn(layout: StructLayout | undefined, name: string): FieldLayout | undefined {
  return layout?.fields.find((field) => field.name === name)
}
