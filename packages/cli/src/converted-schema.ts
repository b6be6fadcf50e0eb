import {
  type DefaultValue,
  type Diagnostic,
  formatType,
  type MemberModel,
  type SchemaModel,
  type SchemaReading,
  type TemplateLinks,
} from '@ays/core'

/** What `schema convert --json` prints of a file. */
export interface ConvertedSchema {
  readonly file: string
  /** null when the schema has errors, as are the two below. */
  readonly id: string | null
  readonly capnp: string | null
  readonly fields: readonly ConvertedField[] | null
  readonly links: TemplateLinks
  readonly diagnostics: readonly Diagnostic[]
}

interface ConvertedField {
  /** With its groups before it: `network.address`. */
  readonly name: string
  readonly ordinal: number
  /** As Cap'n Proto writes it. */
  readonly type: string
  /** null for the zero value of the type. */
  readonly default: DefaultValue
}

/** A reading as plain data. */
export function convertedSchema(file: string, reading: SchemaReading): ConvertedSchema {
  const { model, capnp = null, links, diagnostics } = reading
  return {
    file,
    id: model?.id ?? null,
    capnp,
    fields: model ? fieldsOf(model) : null,
    links,
    diagnostics,
  }
}

/** Every field of the root, those in groups and unions included, by ordinal. */
function fieldsOf({ root, structs }: SchemaModel): ConvertedField[] {
  const members = structs.find(({ name }) => name === root)?.members ?? []
  return members.flatMap((member) => flatten(member, '')).toSorted((a, b) => a.ordinal - b.ordinal)
}

function flatten(member: MemberModel, prefix: string): ConvertedField[] {
  if (member.kind === 'field') {
    const { name, ordinal, type, default: value = null } = member
    return [{ name: `${prefix}${name}`, ordinal, type: formatType(type), default: value }]
  }
  const inner = member.name === undefined ? prefix : `${prefix}${member.name}.`
  return member.members.flatMap((child) => flatten(child, inner))
}
