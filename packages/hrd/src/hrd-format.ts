import type { CompilePattern, SchemaFormat } from '@ays/core'
import { readActor } from './actor/read-actor.ts'
import { readSchema } from './schema/read-schema.ts'

/** What the reader of HRD may use. */
export interface HrdFormatOptions {
  /**
   * Makes a matcher of a pattern, and throws for what is none. With it a `regex:` that is none is an
   * error where it stands; without it, whoever compiles the schema says so.
   */
  readonly compilePattern?: CompilePattern
}

/** Schemas in HRD, as AYS 8.1 had them, and the actor.hrd beside them. */
export function createHrdFormat({ compilePattern }: HrdFormatOptions = {}): SchemaFormat {
  return {
    extension: '.hrd',
    read: (text, source) => readSchema(text, source, compilePattern),
    readActor,
  }
}

/** HRD that does not look into patterns. */
export const hrdFormat: SchemaFormat = createHrdFormat()
