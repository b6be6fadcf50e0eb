import type {
  EnumModel,
  MemberModel,
  PrimitiveKind,
  SchemaModel,
  StructModel,
  TypeModel,
} from './schema-model.ts'

/**
 * TypeScript declarations of every struct and enum of a model; what is declared inside a struct
 * is in a namespace of its name. What decode() gives has these types.
 */
export function typesOf(model: SchemaModel): string {
  return `${declarations(model, '', '').join('\n')}\n`
}

function declarations(model: SchemaModel, scope: string, indent: string): string[] {
  const enums = model.enums.filter(({ name }) => scopeOf(name) === scope)
  const structs = model.structs.filter(({ name }) => scopeOf(name) === scope)
  const blocks = structs.map((struct) => [
    ...declareStruct(struct, indent),
    ...declareNamespace(model, struct.name, indent),
  ])
  if (enums.length > 0) blocks.unshift(enums.map((node) => declareEnum(node, indent)))
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]))
}

function declareNamespace(model: SchemaModel, name: string, indent: string): string[] {
  const inner = declarations(model, name, `${indent}  `)
  return inner.length === 0
    ? []
    : ['', `${indent}export namespace ${lastOf(name)} {`, ...inner, `${indent}}`]
}

function declareEnum({ name, values }: EnumModel, indent: string): string {
  const union = values.map((value) => `'${value}'`).join(' | ')
  return `${indent}export type ${lastOf(name)} = ${union === '' ? 'never' : union}`
}

function declareStruct({ name, members, doc }: StructModel, indent: string): string[] {
  const union = members.find((member) => member.kind === 'union' && member.name === undefined)
  const head = docLines(doc, indent)
  if (union === undefined)
    return [
      ...head,
      `${indent}export interface ${lastOf(name)} {`,
      ...members.flatMap((member) => declareMember(member, `${indent}  `)),
      `${indent}}`,
    ]
  return [...head, `${indent}export type ${lastOf(name)} = ${objectType(members, indent)}`]
}

/** The type of a struct, group or named union, as an expression. */
function objectType(members: readonly MemberModel[], indent: string): string {
  const own = members.filter((member) => member.kind !== 'union' || member.name !== undefined)
  const unions = members.filter((member) => member.kind === 'union' && member.name === undefined)
  const lines = own.flatMap((member) => declareMember(member, `${indent}  `))
  const parts = lines.length === 0 ? [] : [`{\n${lines.join('\n')}\n${indent}}`]
  for (const union of unions)
    if (union.kind === 'union') parts.push(unionType(union.members, indent))
  return parts.join(' & ')
}

/** Exactly one member is there; the others can be asked for. */
function unionType(members: readonly MemberModel[], indent: string): string {
  const names = members.map(({ name = '' }) => name)
  const choices = members.map((member) => {
    const others = names
      .filter((name) => name !== member.name)
      .map((name) => `${indent}      ${name}?: undefined`)
    return `${indent}  | {\n${[...declareMember(member, `${indent}      `, true), ...others].join('\n')}\n${indent}    }`
  })
  return `(\n${choices.join('\n')}\n${indent})`
}

function declareMember(member: MemberModel, indent: string, active = false): string[] {
  const { name = '', doc } = member
  if (member.kind === 'field') {
    const { type, rules = {} } = member
    // A null struct is absent, except as the active member of a union.
    const absent = type.kind === 'struct' && !active ? '?' : ''
    return [...docLines(doc, indent), `${indent}${name}${absent}: ${typeName(type, rules.bigint)}`]
  }
  const type =
    member.kind === 'group' ? objectType(member.members, indent) : unionType(member.members, indent)
  return [...docLines(doc, indent), `${indent}${name}: ${type}`]
}

function typeName(type: TypeModel, bigint: true | undefined): string {
  if (type.kind === 'list') return `${typeName(type.element, bigint)}[]`
  if (type.kind === 'struct' || type.kind === 'enum') return type.name
  const big = bigint === true && (type.kind === 'int64' || type.kind === 'uint64')
  return big ? 'bigint' : (PLAIN[type.kind] ?? 'number')
}

/** Kinds that are no number. */
const PLAIN: Readonly<Partial<Record<PrimitiveKind, string>>> = {
  void: 'null',
  bool: 'boolean',
  text: 'string',
  data: 'Uint8Array',
  anyPointer: 'Uint8Array',
}

function docLines(doc: string | undefined, indent: string): string[] {
  if (doc === undefined) return []
  const [first = '', ...rest] = doc.replaceAll('*/', '*\\/').split('\n')
  if (rest.length === 0) return [`${indent}/** ${first} */`]
  return [
    `${indent}/**`,
    ...[first, ...rest].map((line) => `${indent} * ${line}`.trimEnd()),
    `${indent} */`,
  ]
}

function scopeOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
