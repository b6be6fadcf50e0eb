import type { DefaultValue, TypeModel } from '@ays/core'
import type { Faults } from './faults.ts'
import { lookUp, type Scope } from './scope.ts'
import type { Expression, Member, NameExpression, TupleExpression } from './syntax.ts'
import { nameOfType, resolveType } from './resolve-type.ts'

const MAX_DEPTH = 64

/** Turns the literals of a text into default values; a literal of another kind is a fault. */
export class ValueResolver {
  readonly #structs: ReadonlyMap<string, Scope>
  readonly #enums: ReadonlyMap<string, readonly string[]>
  readonly #faults: Faults

  constructor(
    structs: ReadonlyMap<string, Scope>,
    enums: ReadonlyMap<string, readonly string[]>,
    faults: Faults,
  ) {
    this.#structs = structs
    this.#enums = enums
    this.#faults = faults
  }

  /** The value as JSON; undefined after a fault. Its range is checked with the model. */
  resolve(value: Expression, type: TypeModel, from: Scope, depth = 0): DefaultValue | undefined {
    if (depth > MAX_DEPTH) return this.#fault(value, 'a value that is made of itself')
    if (value.kind === 'name') return this.#name(value, type, from, depth)
    if (value.kind === 'bytes') return this.#bytes(value, type)
    if (value.kind === 'list' && type.kind === 'list')
      return this.#list(value.items, type.element, from, depth)
    if (value.kind === 'tuple' && type.kind === 'struct')
      return this.#struct(value, type.name, depth, from)
    if (value.kind === 'integer' || value.kind === 'float') return this.#number(value, type)
    return this.#mismatch(value, type)
  }

  #name(
    name: NameExpression,
    type: TypeModel,
    from: Scope,
    depth: number,
  ): DefaultValue | undefined {
    const [first = '', ...rest] = name.path
    const word = rest.length === 0 ? this.#word(first, type) : undefined
    return word === undefined ? this.#constant(name, type, from, depth) : word
  }

  /** Words that mean a value of this type: `true`, `inf`, the value of an enum. */
  #word(word: string, type: TypeModel): DefaultValue | undefined {
    if (type.kind === 'bool') return word === 'true' || (word === 'false' ? false : undefined)
    if (type.kind === 'void') return word === 'void' ? null : undefined
    if (isFloat(type)) return word === 'inf' || word === 'nan' ? word : undefined
    if (type.kind !== 'enum') return undefined
    return this.#enums.get(type.name)?.includes(word) ? word : undefined
  }

  #constant(
    name: NameExpression,
    type: TypeModel,
    from: Scope,
    depth: number,
  ): DefaultValue | undefined {
    const found = lookUp(name, from)
    const text = name.path.join('.')
    if (found === undefined) return this.#fault(name, `"${text}" is not defined`)
    if (found.declaration?.kind === 'import') {
      this.#faults.addUnsupported(name.at, 'a constant of another file')
      return undefined
    }
    if (found.declaration?.kind !== 'const' || found.parent === undefined)
      return this.#fault(name, `"${text}" is not a constant`)
    if (name.path.length === 1 && !name.absolute)
      return this.#fault(
        name,
        `"${text}" is not qualified`,
        `Write "${found.parent.name}.${text}": Cap’n Proto wants the scope of a constant.`,
      )
    return this.resolve(found.declaration.value, type, found.parent, depth + 1)
  }

  #number(
    value: Expression & { readonly kind: 'integer' | 'float' },
    type: TypeModel,
  ): DefaultValue | undefined {
    if (isFloat(type)) {
      const negativeZero = value.kind === 'integer' && value.negative && value.value === 0n
      return floatAsJson(negativeZero ? 0 : Number(value.value))
    }
    if (value.kind !== 'integer' || !isInteger(type)) return this.#mismatch(value, type)
    const number = Number(value.value)
    return Number.isSafeInteger(number) ? number : value.value.toString()
  }

  #bytes(
    value: Expression & { readonly kind: 'bytes' },
    type: TypeModel,
  ): DefaultValue | undefined {
    const bytes = Buffer.from(value.bytes)
    if (type.kind === 'data') return bytes.toString('hex')
    return type.kind === 'text' && value.quoted ? bytes.toString() : this.#mismatch(value, type)
  }

  #list(
    items: readonly Expression[],
    element: TypeModel,
    from: Scope,
    depth: number,
  ): DefaultValue | undefined {
    const values = items.map((item) => this.resolve(item, element, from, depth + 1))
    return values.every((value) => value !== undefined) ? values : undefined
  }

  #struct(
    tuple: TupleExpression,
    name: string,
    depth: number,
    from: Scope,
  ): DefaultValue | undefined {
    const scope = this.#structs.get(name)
    if (scope?.declaration?.kind !== 'struct') return undefined
    return this.#fields(tuple, scope.declaration.members, { struct: scope, from, depth })
  }

  #fields(
    { entries }: TupleExpression,
    members: readonly Member[],
    at: { readonly struct: Scope; readonly from: Scope; readonly depth: number },
  ): DefaultValue | undefined {
    const fields: [string, DefaultValue][] = []
    for (const { name, value } of entries) {
      const member = name && findMember(name.text, members)
      if (name === undefined) this.#fault(value, 'expected the name of a field and "="')
      else if (member === undefined)
        this.#fault(name, `struct "${at.struct.name}" has no field "${name.text}"`)
      else {
        const resolved = this.#member(value, member, at)
        if (resolved !== undefined) fields.push([name.text, resolved])
      }
    }
    return Object.fromEntries(fields)
  }

  #member(
    value: Expression,
    member: Member,
    at: { readonly struct: Scope; readonly from: Scope; readonly depth: number },
  ): DefaultValue | undefined {
    const { struct, from, depth } = at
    if (member.kind === 'field') {
      const type = resolveType(member.type, struct, this.#faults)
      return type && this.resolve(value, type, from, depth + 1)
    }
    if (value.kind !== 'tuple') return this.#fault(value, 'expected a group: (field = value)')
    return this.#fields(value, member.members, { struct, from, depth: depth + 1 })
  }

  #mismatch(value: Expression, type: TypeModel): undefined {
    return this.#fault(value, `expected ${nameOfType(type)}`)
  }

  #fault({ at }: { readonly at: number }, summary: string, detail?: string): undefined {
    this.#faults.add(at, summary, detail)
    return undefined
  }
}

/** A number as a default value: floats that JSON lacks are words. */
export function floatAsJson(value: number): DefaultValue {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}

function findMember(name: string, members: readonly Member[]): Member | undefined {
  for (const member of members) {
    if (member.name?.text === name) return member
    if (member.kind === 'union' && member.name === undefined) {
      const found = findMember(name, member.members)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function isFloat({ kind }: TypeModel): boolean {
  return kind === 'float32' || kind === 'float64'
}

function isInteger({ kind }: TypeModel): boolean {
  return /^u?int\d+$/.test(kind)
}
