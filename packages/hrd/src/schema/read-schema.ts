import {
  type CompilePattern,
  type ConsumeLink,
  type FieldModel,
  hasErrors,
  type SchemaLock,
  type SchemaModel,
  type SchemaReading,
  type SchemaSource,
  sortDiagnostics,
  type TemplateLinks,
} from '@ays/core'
import { Report } from '../report.ts'
import { assignOrdinals, type Slot } from './assign-ordinals.ts'
import { checkPatterns } from './check-patterns.ts'
import { formatCapnp } from './format-capnp.ts'
import { formatType, toTypeModel } from './hrd-type.ts'
import type { Field } from './read-field.ts'
import { readFields } from './read-fields.ts'
import { readLock } from './read-lock.ts'
import { schemaId } from './schema-id.ts'

/** The struct that a record of a template is. */
const ROOT = 'Schema'

/** Reads a schema.hrd: fields as AYS 8.1 named, ordered and typed them, and what 8.1 could not. */
export function readSchema(
  text: string,
  source: SchemaSource,
  compilePattern?: CompilePattern,
): SchemaReading {
  const report = new Report(source.file, source.strict)
  const fields = readFields(text, report)
  if (compilePattern) checkPatterns(fields, compilePattern, report)
  const slots = assignOrdinals(fields, readLock(source.lock, report), report)
  const links = readTemplateLinks(fields, report)
  const diagnostics = sortDiagnostics(report.diagnostics)
  if (hasErrors(diagnostics)) return { links, diagnostics }
  const id = source.lock?.id ?? schemaId(source.pack, source.template)
  const members = slots.map(toMember)
  const model: SchemaModel = { id, root: ROOT, structs: [{ name: ROOT, members }], enums: [] }
  return {
    model,
    capnp: formatCapnp(id, ROOT, slots),
    lock: toLock(id, slots),
    links,
    diagnostics,
  }
}

function toMember({ name, ordinal, type, default: initial, field }: Slot): FieldModel {
  return {
    kind: 'field',
    name,
    ordinal,
    type: toTypeModel(type),
    ...(initial !== undefined && { default: initial }),
    ...(field?.doc !== undefined && { doc: field.doc }),
    ...(field?.rules && { rules: field.rules }),
  }
}

function toLock(id: string, slots: readonly Slot[]): SchemaLock {
  const fields = slots.map(({ ordinal, name, type, default: initial, dead }) => ({
    ordinal,
    name,
    type: formatType(type),
    ...(initial !== undefined && { default: initial }),
    ...(dead && { dead: true as const }),
  }))
  return { id, fields }
}

/** The first parent counts, as in 8.1. */
function readTemplateLinks(fields: readonly Field[], report: Report): TemplateLinks {
  const consume: ConsumeLink[] = fields.flatMap(({ links }) => links.consume)
  const [first, ...others] = fields.filter(({ links }) => links.parent)
  for (const { at } of others) {
    const detail = 'The first field that names one counts, as in AYS 8.1.'
    report.ignored(at, 'a service has one parent', detail, first && [first.at])
  }
  return { ...(first?.links.parent && { parent: first.links.parent }), consume }
}
