import type { Break } from './codec.ts'
import { lowestOrdinal } from './members.ts'
import type {
  DefaultValue,
  FieldModel,
  MemberModel,
  SchemaModel,
  TypeModel,
} from './schema-model.ts'

/** A field and the groups and unions it is in. */
export interface PlacedField {
  readonly field: FieldModel
  /** With the groups that lead to it: `where.host`. */
  readonly path: string
  /** For each group or union around it, what it is: `group`, or `union` with the place in it. */
  readonly around: readonly string[]
}

/**
 * What `next` would misread of records written with `old`, whatever they are encoded as: ordinals are
 * what a record is written by, names are what it is asked for by.
 */
export function findBreaks(old: SchemaModel, next: SchemaModel): Break[] {
  const search = new BreakSearch(old, next)
  search.structs(old.root, next.root, '')
  return search.breaks
}

/** Struct and path of every field of a model: `Schema.Disk size`. */
export function pathsOf({ structs }: SchemaModel): string[] {
  return structs.flatMap(({ name, members }) =>
    placeFields(members, '', []).map(({ path }) => `${name} ${path}`),
  )
}

/** Every field of a struct by its ordinal. */
export function fieldsByOrdinal(members: readonly MemberModel[]): Map<number, PlacedField> {
  return new Map(placeFields(members, '', []).map((placed) => [placed.field.ordinal, placed]))
}

class BreakSearch {
  readonly breaks: Break[] = []
  readonly #old: SchemaModel
  readonly #next: SchemaModel
  readonly #seen = new Set<string>()

  constructor(old: SchemaModel, next: SchemaModel) {
    this.#old = old
    this.#next = next
  }

  structs(old: string, next: string, path: string): void {
    const pair = `${old} ${next}`
    if (this.#seen.has(pair)) return
    this.#seen.add(pair)
    const before = fieldsByOrdinal(membersIn(this.#old, old))
    const after = fieldsByOrdinal(membersIn(this.#next, next))
    const names = new Map(
      Array.from(after.values(), ({ path: name, field }) => [name, field.ordinal]),
    )
    for (const [ordinal, was] of before) {
      const is = after.get(ordinal)
      const at = path === '' ? was.path : `${path}.${was.path}`
      const now = names.get(was.path)
      if (is === undefined)
        this.#add(
          at,
          'removed',
          `@${ordinal} is gone: keep it, under the name of an obsolete field`,
        )
      else if (now !== undefined && now !== ordinal && !isObsolete(is))
        this.#add(at, 'ordinal', `was @${ordinal} and is now @${now}`)
      else this.#field(was, is, at)
    }
  }

  #field(was: PlacedField, is: PlacedField, path: string): void {
    this.#types(was.field.type, is.field.type, path)
    if (this.#default(this.#old, was.field) !== this.#default(this.#next, is.field))
      this.#add(
        path,
        'default',
        `the default was ${show(was.field.default)} and is now ${show(is.field.default)}`,
      )
    if (was.around.join(' ') !== is.around.join(' ') && !isFirstOfUnion(was, is))
      this.#add(path, 'union', `was ${showAround(was)} and is now ${showAround(is)}`)
  }

  #types(was: TypeModel, is: TypeModel, path: string): void {
    if (was.kind === 'struct' && is.kind === 'struct') this.structs(was.name, is.name, path)
    else if (was.kind === 'enum' && is.kind === 'enum') this.#enums(was.name, is.name, path)
    else if (was.kind === 'list' && is.kind === 'list') {
      if (!this.#grows(was.element, is.element)) this.#types(was.element, is.element, `${path}[]`)
    } else if (was.kind !== is.kind)
      this.#add(path, 'type', `was ${typeName(was)} and is now ${typeName(is)}`)
  }

  /** A list of values may become a list of structs that begin with such a value. */
  #grows(was: TypeModel, is: TypeModel): boolean {
    if (is.kind !== 'struct' || was.kind === 'struct' || was.kind === 'bool') return false
    const first = fieldsByOrdinal(membersIn(this.#next, is.name)).get(0)
    return first !== undefined && typeName(first.field.type) === typeName(was)
  }

  #enums(was: string, is: string, path: string): void {
    const before = valuesIn(this.#old, was)
    const after = valuesIn(this.#next, is)
    for (const [ordinal, value] of before.entries())
      if (after[ordinal] !== value)
        this.#add(path, 'enum', `"${value}" was @${ordinal}, which is now ${show(after[ordinal])}`)
  }

  /** The default as text; the zero of a type and no default are the same. */
  #default(model: SchemaModel, { default: value, type }: FieldModel): string {
    if (type.kind === 'enum' && value === valuesIn(model, type.name)[0]) return ''
    if (value === undefined || value === false || value === '') return ''
    if (value === 0 || (Array.isArray(value) && value.length === 0)) return ''
    return JSON.stringify(value)
  }

  #add(path: string, kind: Break['kind'], message: string): void {
    this.breaks.push({ path, kind, message })
  }
}

function placeFields(
  members: readonly MemberModel[],
  path: string,
  around: readonly string[],
): PlacedField[] {
  return members.flatMap((member): PlacedField[] => {
    const { name = '' } = member
    const at = path === '' ? name : `${path}.${name}`
    if (member.kind === 'field') return [{ field: member, path: at, around }]
    if (member.kind === 'group') return placeFields(member.members, at, [...around, 'group'])
    const inside = member.name === undefined ? path : at
    const named = member.name === undefined ? 'union' : 'named union'
    return member.members.flatMap((choice) =>
      placeFields([choice], inside, [...around, `${named} @${lowestOrdinal(member)}`]),
    )
  })
}

/** What a lock makes of a dropped field: its name is free for another one. */
export function isObsolete({ field: { name, ordinal } }: Pick<PlacedField, 'field'>): boolean {
  return name.startsWith(`obsolete${ordinal}`)
}

/** Where a union was put around a field, its first member is what old records are read as. */
function isFirstOfUnion(was: PlacedField, is: PlacedField): boolean {
  const { ordinal } = is.field
  return [...was.around, `union @${ordinal}`].join(' ') === is.around.join(' ')
}

function membersIn(model: SchemaModel, struct: string): readonly MemberModel[] {
  return model.structs.find(({ name }) => name === struct)?.members ?? []
}

function valuesIn(model: SchemaModel, name: string): readonly string[] {
  return model.enums.find((node) => node.name === name)?.values ?? []
}

function typeName(type: TypeModel): string {
  return type.kind === 'list' ? `list of ${typeName(type.element)}` : type.kind
}

function showAround({ around }: PlacedField): string {
  return around.length === 0 ? 'a field of its own' : `in ${around.join(' in ')}`
}

function show(value: DefaultValue | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value)
}
