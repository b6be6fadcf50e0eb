import type { DefaultValue, MemberModel, SchemaModel, TypeModel } from '@ays/core'

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** A default value as the schema language writes it. `model` is asked for the fields of structs. */
export function formatValue(value: DefaultValue, type: TypeModel, model?: SchemaModel): string {
  if (type.kind === 'struct') {
    const struct = model?.structs.find(({ name }) => name === type.name)
    return formatFields(value, struct?.members ?? [], model)
  }
  if (type.kind === 'list') {
    const items: readonly DefaultValue[] = Array.isArray(value) ? value : []
    return `[${items.map((item) => formatValue(item, type.element, model)).join(', ')}]`
  }
  if (type.kind === 'void' || typeof value === 'object') return 'void'
  if (type.kind === 'text') return formatText(String(value))
  if (type.kind === 'data') return `0x"${String(value)}"`
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

/** What is beyond 2^53 is a float here; as an integer the compiler would refuse it. */
function formatNumber(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value)
  return Number.isSafeInteger(value) && text !== '-0' ? text : text.replace(/^-?\d+$/, '$&.0')
}

function formatFields(
  value: DefaultValue,
  members: readonly MemberModel[],
  model: SchemaModel | undefined,
): string {
  const given = isObject(value) ? value : {}
  return `(${fieldsOf(members)
    .filter(({ name = '' }) => Object.hasOwn(given, name))
    .map((member) => {
      const { name = '' } = member
      const set = given[name] ?? null
      return `${name} = ${
        member.kind === 'field'
          ? formatValue(set, member.type, model)
          : formatFields(set, member.members, model)
      }`
    })
    .join(', ')})`
}

/** Escapes are bytes; everything beyond ASCII stands as it is. */
function formatText(text: string): string {
  return `"${text.replaceAll(
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is escaped
    /["\\\u0000-\u001F\u007F]/g,
    (char) => ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )}"`
}

function fieldsOf(members: readonly MemberModel[]): MemberModel[] {
  return members.flatMap((member) =>
    member.kind === 'union' && member.name === undefined ? fieldsOf(member.members) : [member],
  )
}

function isObject(value: DefaultValue): value is { readonly [field: string]: DefaultValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
