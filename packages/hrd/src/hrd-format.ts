import type { SchemaFormat } from '@ays/core'
import { readSchema } from './schema/read-schema.ts'

/** Schemas in HRD, as AYS 8.1 had them. */
export const hrdFormat: SchemaFormat = {
  extension: '.hrd',
  read: readSchema,
}
