import { SCHEMAS } from '../schemas.gen.ts'
import type { WireName } from '../wire.ts'

/** The names of the fields that an answer can have, or every document of one that is a list; none of other shapes. */
export function fieldsOf(answer: WireName): string[] {
  return Object.keys(propertiesOf(SCHEMAS[answer]))
}

function propertiesOf(schema: unknown): object {
  const { properties, items, $ref } = asObject(schema)
  if (typeof $ref === 'string') return propertiesOf(SCHEMAS[$ref.replace(/#$/, '')])
  return asObject(items === undefined ? properties : propertiesOf(items))
}

/** The answer with these fields only. */
export function selectFields(answer: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(answer)) return answer.map((one) => selectFields(one, fields))
  const entries = Object.entries(asObject(answer))
  return Object.fromEntries(entries.filter(([field]) => fields.includes(field)))
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
