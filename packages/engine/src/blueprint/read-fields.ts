import type {
  DataFault,
  ErrorCode,
  FieldModel,
  MemberModel,
  RecordData,
  Schema,
  TemplateLinks,
} from '@ays/core'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { didYouMean } from '../yaml/suggest.ts'
import { fieldName } from './field-name.ts'
import { fromYaml, linkValue, namesIn } from './field-value.ts'

/** A template as far as the fields of its services are concerned. */
export interface FieldsTemplate {
  readonly name: string
  readonly schema: Schema
  readonly links: TemplateLinks
}

/** A fault of a field, and where it is below the service. */
export interface FieldFault {
  readonly code: ErrorCode
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly detail?: string
}

export interface FieldsReading {
  /** What was given without a fault, canonical. */
  readonly fields: RecordData
  /** The whole record, canonical: encoded and decoded once. */
  readonly data: RecordData
  /** Argname of a link to the names that were given; absent when the link was not mentioned. */
  readonly links: Readonly<Record<string, readonly string[]>>
  /** Argname of a link to the key that mentions it. */
  readonly linkKeys: Readonly<Record<string, string>>
  readonly faults: readonly FieldFault[]
}

/** A given value and the key it was given under. */
interface Argument {
  readonly key: string
  readonly value: unknown
}

/**
 * Reads what was given to a service: every spelling of a field; link fields as one name or as a list,
 * whatever their type; a role instead of the field of the link to it. Null means not given. Faulty
 * fields are left out of the result. Never throws for what was given.
 */
export function readFields(
  template: FieldsTemplate,
  given: Readonly<Record<string, unknown>>,
): FieldsReading {
  const keys = legalKeys(template)
  const { args, faults } = readArguments(keys, given)
  const links = readLinks(template, keys, args)
  const values = toValues(keys, args, links.names)
  const invalid = dropInvalid(template.schema, values, args)
  const data = template.schema.decode(template.schema.encode(Object.fromEntries(values)))
  return {
    fields: Object.fromEntries([...values.keys()].map((name) => [name, data[name]])),
    data,
    links: Object.fromEntries(links.names),
    linkKeys: Object.fromEntries(links.keys),
    faults: [...faults, ...links.faults, ...invalid],
  }
}

/** What may be given to the services of a template, in the spelling of fields. */
interface LegalKeys {
  /** Members of the record; groups and named unions have no model of their own. */
  readonly fields: ReadonlyMap<string, FieldModel | undefined>
  readonly argnames: ReadonlySet<string>
  readonly roles: ReadonlySet<string>
}

const legal = new WeakMap<FieldsTemplate, LegalKeys>()

/** Worked out once for a template, not once for each of its services. */
function legalKeys(template: FieldsTemplate): LegalKeys {
  const found = legal.get(template)
  if (found) return found
  const { root, structs } = template.schema.model
  const links = linksOf(template)
  const keys = {
    fields: new Map(structs.filter(({ name }) => name === root).flatMap(fieldsOf)),
    argnames: new Set(links.map(({ argname }) => argname)),
    roles: new Set(links.map(({ role }) => fieldName(role))),
  }
  legal.set(template, keys)
  return keys
}

function fieldsOf({
  members,
}: {
  readonly members: readonly MemberModel[]
}): [string, FieldModel | undefined][] {
  return members.flatMap((member) => {
    if (member.kind === 'field') return [[member.name, member]]
    return member.name === undefined ? fieldsOf(member) : [[member.name, undefined]]
  })
}

function linksOf({ links: { parent, consume } }: FieldsTemplate) {
  return parent ? [parent, ...consume] : consume
}

function readArguments(
  { fields, argnames, roles }: LegalKeys,
  given: Readonly<Record<string, unknown>>,
): { args: Map<string, Argument>; faults: FieldFault[] } {
  const args = new Map<string, Argument>()
  const faults: FieldFault[] = []
  for (const [key, value] of Object.entries(given)) {
    const name = fieldName(key)
    const first = args.get(name)
    if (!fields.has(name) && !argnames.has(name) && !roles.has(name)) {
      faults.push(unknownField(key, new Set([...fields.keys(), ...argnames])))
    } else if (first) {
      const message = `"${key}" is the field ${name}, which "${first.key}" gives already`
      faults.push({ code: 'AYS_FIELD_INVALID', path: [key], message })
    } else if (value !== null && value !== undefined) {
      args.set(name, { key, value })
    }
  }
  return { args, faults }
}

function unknownField(key: string, names: ReadonlySet<string>): FieldFault {
  const known = [...names].toSorted()
  const detail = didYouMean(fieldName(key), known) ?? `It has ${known.join(', ') || 'no fields'}.`
  return { code: 'AYS_FIELD_UNKNOWN', path: [key], message: `there is no field "${key}"`, detail }
}

/** A link is named by its own field, else by its role, unless that is the field of another link. */
function readLinks(
  template: FieldsTemplate,
  { fields, argnames }: LegalKeys,
  args: ReadonlyMap<string, Argument>,
) {
  const names = new Map<string, readonly string[]>()
  const keys = new Map<string, string>()
  const faults: FieldFault[] = []
  for (const { argname, role } of linksOf(template)) {
    const other = fieldName(role)
    const arg = args.get(argname) ?? (argnames.has(other) ? undefined : args.get(other))
    if (!arg) continue
    keys.set(argname, arg.key)
    const given = namesIn(arg.value)
    if (given) names.set(argname, given)
    // Of a field of the schema, the schema says what is wrong.
    else if (!fields.has(fieldName(arg.key))) faults.push(notNames(arg))
  }
  return { names, keys, faults }
}

function notNames({ key }: Argument): FieldFault {
  const message = `${key}: neither the name of a service nor a list of names`
  return { code: 'AYS_FIELD_INVALID', path: [key], message }
}

/** What the schema shall encode; an argument that only names a link is no part of it. */
function toValues(
  { fields }: LegalKeys,
  args: ReadonlyMap<string, Argument>,
  links: ReadonlyMap<string, readonly string[]>,
): Map<string, unknown> {
  const values = new Map<string, unknown>()
  for (const [name, { value }] of args) {
    if (!fields.has(name)) continue
    const model = fields.get(name)
    const names = links.get(name)
    if (!model) values.set(name, value)
    else values.set(name, names ? linkValue(model.type, names, value) : fromYaml(model, value))
  }
  return values
}

/** Takes out what breaks the schema, and says why. */
function dropInvalid(
  schema: Schema,
  values: Map<string, unknown>,
  args: ReadonlyMap<string, Argument>,
): FieldFault[] {
  const record = Object.fromEntries(values)
  return [...schema.check(record), ...checkYaml(schema, record)].map((fault) => {
    const [name = '', ...rest] = stepsOf(fault)
    values.delete(name)
    const path = [args.get(name)?.key ?? name, ...rest]
    return { code: 'AYS_FIELD_INVALID', path, message: `${fault.path}: ${fault.message}` }
  })
}

/** Texts that are meant as YAML: a schema has no parser for them. */
function checkYaml({ fields }: Schema, record: RecordData): DataFault[] {
  return fields.flatMap(({ name, rules }) => {
    const text = rules?.format === 'yaml' ? record[name] : undefined
    if (typeof text !== 'string') return []
    const [fault] = parseYaml(text, name, { code: 'AYS_FIELD_INVALID' }).diagnostics
    return fault ? [{ path: name, message: `it is no YAML: ${fault.summary}` }] : []
  })
}

/** Where a fault is, `disks[2].size`, as steps. */
export function stepsOf({ path }: Pick<DataFault, 'path'>): string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== '')
}
