import type { SchemaFormat } from '@ays/core'
import { readActor } from './actor/read-actor.ts'
import { readSchema } from './schema/read-schema.ts'

/** Schemas in HRD, as AYS 8.1 had them, and the actor.hrd beside them. */
export const hrdFormat: SchemaFormat = {
  extension: '.hrd',
  read: readSchema,
  readActor,
}
