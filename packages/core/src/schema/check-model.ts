import { checkDefault } from './check-default.ts'
import type { CompilePattern } from './check-rules.ts'
import { flatten } from './members.ts'
import type {
  DefaultValue,
  FieldModel,
  MemberModel,
  SchemaModel,
  TypeModel,
  UnionModel,
} from './schema-model.ts'

/** Something that keeps a model from having a layout, and the part of the model it is about. */
export interface ModelFault {
  readonly node: object
  /** About the default of a field. */
  readonly default?: true
  readonly summary: string
}

const TYPE_NAME = /^[A-Z][A-Za-z0-9]*$/
const MEMBER_NAME = /^[a-z][A-Za-z0-9]*$/
const FILE_ID = /^0x[89a-f][0-9a-f]{15}$/

/**
 * Every reason why a model has no layout; none: Codec.compile() takes it. `compile` is asked for each
 * `$regex` and throws for a pattern that is none.
 */
export function checkModel(model: SchemaModel, compile: CompilePattern): ModelFault[] {
  const checker = new ModelChecker(model, compile)
  checker.check()
  return checker.faults
}

class ModelChecker {
  readonly faults: ModelFault[] = []
  readonly #model: SchemaModel
  readonly #compile: CompilePattern
  readonly #names = new Map<string, 'struct' | 'enum'>()

  constructor(model: SchemaModel, compile: CompilePattern) {
    this.#model = model
    this.#compile = compile
  }

  check(): void {
    const { id, root, structs, enums } = this.#model
    if (!FILE_ID.test(id))
      this.#add(this.#model, `"${id}" is no file id: 64 bits of which the first is set`)
    for (const node of structs) this.#declare(node, 'struct')
    for (const node of enums) this.#declare(node, 'enum')
    if (!structs.some(({ name }) => name === root))
      this.#add(this.#model, `there is no struct "${root}"`)
    for (const node of enums) this.#checkNames(node, node.values, `enum "${node.name}"`)
    for (const { name, members } of structs) {
      this.#checkMembers(members, `struct "${name}"`)
      this.#checkOrdinals(members)
    }
    for (const { name } of structs) this.#checkCircle(name, name, new Set())
  }

  /** A default that leads back to the struct it is in would have no end. */
  #checkCircle(start: string, struct: string, seen: Set<string>): void {
    if (seen.has(struct)) return
    seen.add(struct)
    const members = this.#model.structs.find(({ name }) => name === struct)?.members ?? []
    for (const field of fieldsIn(members)) {
      const target = structIn(field.type)
      if (target === undefined || isEmpty(field.default)) continue
      if (target === start)
        this.#add(field, `the default of "${field.name}" leads back to "${start}" without end`)
      this.#checkCircle(start, target, seen)
    }
  }

  #declare(node: { readonly name: string }, kind: 'struct' | 'enum'): void {
    const { name } = node
    if (this.#names.has(name)) this.#add(node, `"${name}" is defined twice`)
    this.#names.set(name, kind)
    if (!name.split('.').every((part) => TYPE_NAME.test(part)))
      this.#add(node, `"${name}" must be letters and digits that start with a capital letter`)
    const scope = name.slice(0, Math.max(0, name.lastIndexOf('.')))
    if (scope !== '' && !this.#model.structs.some((struct) => struct.name === scope))
      this.#add(node, `"${name}" is declared inside "${scope}", which is no struct`)
  }

  #checkNames(node: object, names: readonly string[], where: string): void {
    for (const [index, name] of names.entries()) {
      if (!MEMBER_NAME.test(name))
        this.#add(node, `"${name}" must be letters and digits that start with a small letter`)
      if (names.indexOf(name) !== index) this.#add(node, `"${name}" is twice in ${where}`)
    }
  }

  #checkMembers(members: readonly MemberModel[], where: string): void {
    const seen = new Set<string>()
    for (const member of flatten(members)) {
      const { name = '' } = member
      if (!MEMBER_NAME.test(name))
        this.#add(member, `"${name}" must be letters and digits that start with a small letter`)
      if (seen.has(name)) this.#add(member, `"${name}" is twice in ${where}`)
      seen.add(name)
      if (member.kind === 'field') this.#checkField(member)
      else this.#checkMembers(member.members, `"${name}"`)
      if (member.kind === 'group' && member.members.length === 0)
        this.#add(member, `group "${name}" has no members`)
    }
    const unnamed = members.filter((member) => member.kind === 'union' && member.name === undefined)
    for (const extra of unnamed.slice(1)) this.#add(extra, `a second unnamed union in ${where}`)
    for (const member of members) if (member.kind === 'union') this.#checkUnion(member)
  }

  #checkUnion(union: UnionModel): void {
    if (union.members.length < 2) this.#add(union, 'a union has at least two members')
    if (union.name === undefined && union.ordinal !== undefined)
      this.#add(union, 'an unnamed union takes no ordinal')
    const { ordinal = 0 } = union
    const before = union.members.filter((member) =>
      ordinalsOf([member]).some((numbered) => numbered.ordinal < ordinal),
    )
    if (before.length > 1)
      this.#add(union, `ordinal @${ordinal} of a union comes before all but one of its members`)
    for (const member of union.members) {
      if (member.kind !== 'union') continue
      if (member.name === undefined)
        this.#add(member, 'a union holds no unnamed union: give it a name')
      this.#checkUnion(member)
    }
  }

  #checkField(field: FieldModel): void {
    this.#checkType(field, field.type)
    this.#checkPattern(field)
    if (field.default === undefined) return
    const fault = checkDefault(field.default, field.type, this.#model)
    if (fault !== undefined) this.faults.push({ node: field, default: true, summary: fault })
  }

  #checkPattern(field: FieldModel): void {
    const pattern = field.rules?.regex
    if (pattern === undefined) return
    try {
      this.#compile(pattern)
    } catch {
      this.#add(field, `"${field.name}": ${JSON.stringify(pattern)} is no regular expression`)
    }
  }

  #checkType(field: FieldModel, type: TypeModel): void {
    if (type.kind === 'list') {
      if (type.element.kind === 'anyPointer')
        this.#add(field, `"${field.name}": a list of AnyPointer is not supported by Cap’n Proto`)
      this.#checkType(field, type.element)
    } else if (type.kind === 'struct' || type.kind === 'enum') {
      if (this.#names.get(type.name) !== type.kind)
        this.#add(field, `"${field.name}": there is no ${type.kind} "${type.name}"`)
    }
  }

  #checkOrdinals(members: readonly MemberModel[]): void {
    const numbered = ordinalsOf(members).toSorted((a, b) => a.ordinal - b.ordinal)
    let expected = 0
    for (const { ordinal, node } of numbered) {
      if (ordinal > expected) this.#add(node, `ordinal @${expected} is skipped`)
      if (ordinal < expected) this.#add(node, `ordinal @${ordinal} is used twice`)
      expected = Math.max(expected, ordinal + 1)
    }
  }

  #add(node: object, summary: string): void {
    this.faults.push({ node, summary })
  }
}

function fieldsIn(members: readonly MemberModel[]): FieldModel[] {
  return members.flatMap((member) =>
    member.kind === 'field' ? [member] : fieldsIn(member.members),
  )
}

function structIn(type: TypeModel): string | undefined {
  if (type.kind === 'list') return structIn(type.element)
  return type.kind === 'struct' ? type.name : undefined
}

function isEmpty(value: DefaultValue | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

function ordinalsOf(members: readonly MemberModel[]): { ordinal: number; node: MemberModel }[] {
  return members.flatMap((member) => {
    if (member.kind === 'field') return [{ ordinal: member.ordinal, node: member }]
    const own =
      member.kind === 'union' && member.ordinal !== undefined
        ? [{ ordinal: member.ordinal, node: member }]
        : []
    return [...own, ...ordinalsOf(member.members)]
  })
}
