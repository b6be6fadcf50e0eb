import type {
  DefaultValue,
  EnumModel,
  FieldModel,
  FieldRules,
  MemberModel,
  SchemaModel,
  StructModel,
  TypeModel,
} from '@ays/core'
import { docCommentAt } from './lexer.ts'
import { formatValue } from './format-value.ts'
import { nameOfType } from './resolve-type.ts'
import { type AnnotationName, ANNOTATIONS } from './rules.ts'

const ORDER = ['regex', 'min', 'max', 'choices', 'format', 'secret', 'ask', 'bigint'] as const

/**
 * The canonical text of a model: equal models give equal texts, and parseSchema() gives the model
 * back. The C++ compiler takes it, because every annotation it uses is declared in it.
 */
export function formatSchema(model: SchemaModel): string {
  const writer = new SchemaFormatter(model)
  const body = writer.declarations('', '')
  const annotations = [...writer.used].toSorted().map((name) => {
    // Without an id: the compiler makes one of the file's, so that files can be compiled together.
    return `annotation ${name} (${name === 'doc' ? '*' : 'field'}) :${ANNOTATIONS[name]};`
  })
  const head = [`@${model.id};`, ...(annotations.length === 0 ? [] : ['', ...annotations])]
  return `${[...head, ...body].join('\n')}\n`
}

class SchemaFormatter {
  readonly used = new Set<AnnotationName>()
  readonly #model: SchemaModel

  constructor(model: SchemaModel) {
    this.#model = model
  }

  /** The lines of what is declared in a scope, each behind an empty line. */
  declarations(scope: string, indent: string): string[] {
    const { structs, enums } = this.#model
    return [
      ...enums
        .filter(({ name }) => scopeOf(name) === scope)
        .map((node) => this.#enum(node, indent)),
      ...structs
        .filter(({ name }) => scopeOf(name) === scope)
        .map((node) => this.#struct(node, indent)),
    ].flatMap((lines) => ['', ...lines])
  }

  #enum({ name, values }: EnumModel, indent: string): string[] {
    const lines = values.map((value, ordinal) => `${indent}  ${value} @${ordinal};`)
    return [`${indent}enum ${lastOf(name)} {`, ...lines, `${indent}}`]
  }

  #struct({ name, members, doc }: StructModel, indent: string): string[] {
    const inner = `${indent}  `
    return [
      ...this.#open(`${indent}struct ${lastOf(name)}`, doc, inner),
      ...members.flatMap((member) => this.#member(member, name, inner)),
      ...this.declarations(name, inner),
      `${indent}}`,
    ]
  }

  #member(member: MemberModel, scope: string, indent: string): string[] {
    if (member.kind === 'field') return this.#field(member, scope, indent)
    const { members, doc } = member
    return [
      ...this.#open(`${indent}${headOf(member)}`, doc, `${indent}  `),
      ...members.flatMap((inner) => this.#member(inner, scope, `${indent}  `)),
      `${indent}}`,
    ]
  }

  #field(field: FieldModel, scope: string, indent: string): string[] {
    const { name, ordinal, type, doc, rules = {} } = field
    const value = field.default === undefined ? '' : ` = ${this.#value(field.default, type)}`
    const annotations = ORDER.map((rule) => this.#rule(rule, rules[rule])).join('')
    const said = this.#doc(doc, indent)
    return [
      `${indent}${name} @${ordinal} :${this.#type(type, scope)}${value}${annotations}${said.annotation};`,
      ...said.comment,
    ]
  }

  #open(head: string, doc: string | undefined, indent: string): string[] {
    const { annotation, comment } = this.#doc(doc, indent)
    return [`${head}${annotation} {`, ...comment]
  }

  /** As a comment where reading it gives the same text, else as an annotation. */
  #doc(doc: string | undefined, indent: string): { annotation: string; comment: string[] } {
    if (doc === undefined) return { annotation: '', comment: [] }
    const comment = doc.split('\n').map((line) => `${indent}# ${line}`.trimEnd())
    if (docCommentAt(`\n${comment.join('\n')}\n`, 0) === doc) return { annotation: '', comment }
    this.used.add('doc')
    return { annotation: ` $doc(${formatValue(doc, { kind: 'text' })})`, comment: [] }
  }

  #rule(rule: keyof FieldRules, value: FieldRules[keyof FieldRules]): string {
    if (value === undefined) return ''
    this.used.add(rule)
    if (value === true) return ` $${rule}`
    if (typeof value === 'number') return ` $${rule}(${formatValue(value, { kind: 'float64' })})`
    if (typeof value === 'string') return ` $${rule}(${formatValue(value, { kind: 'text' })})`
    const texts = { kind: 'list', element: { kind: 'text' } } as const
    return ` $${rule}(${formatValue(value, texts)})`
  }

  #value(value: DefaultValue, type: TypeModel): string {
    return formatValue(value, type, this.#model)
  }

  /** A name that an inner declaration hides is written from the file's scope, its dot apart from ":". */
  #type(type: TypeModel, scope: string): string {
    if (type.kind === 'list') return `List(${this.#type(type.element, scope)})`
    if (type.kind !== 'struct' && type.kind !== 'enum') return nameOfType(type)
    const [first = ''] = type.name.split('.')
    return this.#isHidden(first, scope) ? ` .${type.name}` : type.name
  }

  #isHidden(name: string, scope: string): boolean {
    const { structs, enums } = this.#model
    for (let around = scope; around !== ''; around = scopeOf(around))
      if ([...structs, ...enums].some((node) => node.name === `${around}.${name}`)) return true
    return false
  }
}

function headOf(member: Exclude<MemberModel, FieldModel>): string {
  if (member.kind === 'group') return `${member.name} :group`
  if (member.name === undefined) return 'union'
  return `${member.name} ${member.ordinal === undefined ? '' : `@${member.ordinal}! `}:union`
}

function scopeOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
