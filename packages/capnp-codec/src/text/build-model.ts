import type { EnumModel, FieldModel, MemberModel, SchemaModel, StructModel } from '@ays/core'
import { AnnotationReader, type Target } from './annotations.ts'
import type { Faults } from './faults.ts'
import { resolveType } from './resolve-type.ts'
import { ValueResolver } from './resolve-value.ts'
import { makeScopes, type Scope, scopesIn } from './scope.ts'
import type { EnumDeclaration, FieldMember, Member, SchemaFile } from './syntax.ts'

/** A model and where its parts stand in the text. */
export interface PlacedModel {
  readonly model: SchemaModel
  /** Offset of a struct, enum or member of the model; of a field's default under `defaults`. */
  readonly places: ReadonlyMap<object, number>
  readonly defaults: ReadonlyMap<object, number>
}

/** What a file declares as a model. Names that mean nothing are faults; layout is checked later. */
export function buildModel(file: SchemaFile, root: string, faults: Faults): PlacedModel {
  return new ModelBuilder(file, faults).build(file.id ?? '', root)
}

class ModelBuilder {
  readonly #file: Scope
  readonly #faults: Faults
  readonly #places = new Map<object, number>()
  readonly #defaults = new Map<object, number>()
  readonly #values: ValueResolver
  readonly #annotations: AnnotationReader

  constructor(file: SchemaFile, faults: Faults) {
    this.#faults = faults
    this.#file = makeScopes(file, faults)
    const structs = new Map<string, Scope>()
    const enums = new Map<string, readonly string[]>()
    for (const scope of scopesIn(this.#file)) {
      const { declaration } = scope
      if (declaration?.kind === 'struct') structs.set(scope.name, scope)
      if (declaration?.kind === 'enum')
        enums.set(
          scope.name,
          declaration.enumerants.map(({ name }) => name.text),
        )
    }
    this.#values = new ValueResolver(structs, enums, faults)
    this.#annotations = new AnnotationReader(this.#values, faults)
    this.#annotations.read(file.annotations, this.#file, 'file')
  }

  build(id: string, root: string): PlacedModel {
    const structs: StructModel[] = []
    const enums: EnumModel[] = []
    for (const scope of scopesIn(this.#file)) {
      const { declaration } = scope
      if (declaration?.kind === 'struct') structs.push(this.#struct(scope))
      if (declaration?.kind === 'enum') enums.push(this.#enum(scope, declaration))
      if (declaration?.kind === 'const') this.#checkConst(scope)
      if (declaration?.kind === 'annotation') this.#annotations.declare(declaration, scope)
    }
    const model = { id, root, structs, enums }
    return { model, places: this.#places, defaults: this.#defaults }
  }

  #struct(scope: Scope): StructModel {
    const { declaration, name } = scope
    if (declaration?.kind !== 'struct') return { name, members: [] }
    const members = declaration.members.map((member) => this.#member(member, scope))
    return this.#placed(declaration.name.at, {
      name,
      members,
      ...this.#doc(declaration, scope, 'struct'),
    })
  }

  #member(member: Member, scope: Scope): MemberModel {
    if (member.kind === 'field') return this.#field(member, scope)
    const members = member.members.map((inner) => this.#member(inner, scope))
    const doc = this.#doc(member, scope, member.kind)
    if (member.kind === 'group')
      return this.#placed(member.name.at, {
        kind: 'group',
        name: member.name.text,
        members,
        ...doc,
      })
    return this.#placed(member.name?.at ?? member.at, {
      kind: 'union',
      ...(member.name === undefined ? {} : { name: member.name.text }),
      ...(member.ordinal === undefined ? {} : { ordinal: member.ordinal.value }),
      members,
      ...doc,
    })
  }

  #field(member: FieldMember, scope: Scope): FieldModel {
    const type = resolveType(member.type, scope, this.#faults)
    const value = type && member.default && this.#values.resolve(member.default, type, scope)
    const field: FieldModel = {
      kind: 'field',
      name: member.name.text,
      ordinal: member.ordinal.value,
      type: type ?? { kind: 'void' },
      ...(value === undefined || value === null ? {} : { default: value }),
      ...(member.doc === undefined ? {} : { doc: member.doc }),
      ...this.#annotations.read(member.annotations, scope, 'field'),
    }
    if (member.default !== undefined) this.#defaults.set(field, member.default.at)
    return this.#placed(member.name.at, field)
  }

  #enum(scope: Scope, declaration: EnumDeclaration): EnumModel {
    const { name } = scope
    const { enumerants, annotations } = declaration
    this.#annotations.read(annotations, scope, 'enum')
    for (const enumerant of enumerants)
      this.#annotations.read(enumerant.annotations, scope, 'enumerant')

    const sorted = enumerants.toSorted((a, b) => a.ordinal.value - b.ordinal.value)
    sorted.forEach(({ ordinal }, index) => {
      if (ordinal.value > index)
        this.#faults.add(ordinal.at, `ordinal @${index} of enum "${name}" is skipped`)
      if (ordinal.value < index)
        this.#faults.add(ordinal.at, `ordinal @${ordinal.value} of enum "${name}" is used twice`)
    })
    return this.#placed(declaration.name.at, {
      name,
      values: sorted.map((enumerant) => enumerant.name.text),
    })
  }

  #checkConst({ declaration, parent }: Scope): void {
    if (declaration?.kind !== 'const' || parent === undefined) return
    this.#annotations.read(declaration.annotations, parent, 'const')
    const type = resolveType(declaration.type, parent, this.#faults)
    if (type !== undefined) this.#values.resolve(declaration.value, type, parent)
  }

  /** `$doc` goes before the comment. */
  #doc(
    { annotations, doc }: Pick<FieldMember, 'annotations' | 'doc'>,
    scope: Scope,
    target: Target,
  ): { doc?: string } {
    const said = this.#annotations.read(annotations, scope, target).doc ?? doc
    return said === undefined ? {} : { doc: said }
  }

  #placed<T extends object>(at: number, model: T): T {
    this.#places.set(model, at)
    return model
  }
}
