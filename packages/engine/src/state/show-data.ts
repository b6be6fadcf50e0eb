import type { Json, RecordData, Schema } from '@ays/core'
import { toJson } from './to-json.ts'

/** What a secret field is shown as. */
export const SECRET = '(secret)'

/** Data for people: secret fields are masked unless they were asked for. */
export function showData(
  schema: Schema,
  data: RecordData,
  secrets: boolean,
): Readonly<Record<string, Json>> {
  const hidden = new Set(
    secrets ? [] : schema.fields.filter(({ rules }) => rules?.secret).map(({ name }) => name),
  )
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      hidden.has(field) && value !== '' ? SECRET : toJson(value),
    ]),
  )
}
