import type { Diagnostic, SchemaLock } from '@ays/core'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { Shape, toDiagnostics } from '../yaml/shape.ts'

/** The file beside a template that says which ordinal each field has. */
export const LOCK_FILE = 'schema.lock.json'

const TEXT = { title: 'a text', type: 'string' }

const shape = new Shape<SchemaLock>({
  title: 'a lock with an id and fields',
  type: 'object',
  required: ['id', 'fields'],
  properties: {
    id: TEXT,
    fields: {
      title: 'a list of fields',
      type: 'array',
      items: {
        title: 'a field with ordinal, name and type',
        type: 'object',
        required: ['ordinal', 'name', 'type'],
        properties: {
          ordinal: { title: 'a whole number from 0 on', type: 'integer', minimum: 0 },
          name: TEXT,
          type: TEXT,
          dead: { title: 'true', const: true },
        },
      },
    },
  },
})

/** Reads a lock; a lock with faults must never be taken for none, since that would number anew. */
export function readLock(
  text: string,
  file: string,
): { readonly lock?: SchemaLock; readonly diagnostics: readonly Diagnostic[] } {
  // JSON is YAML, and so has positions for free.
  const document = parseYaml(text, file, { code: 'AYS_SCHEMA_INVALID' })
  if (document.diagnostics.length > 0) return { diagnostics: document.diagnostics }
  const checked = shape.check(document.value)
  if (checked.ok) return { lock: checked.value, diagnostics: [] }
  return { diagnostics: toDiagnostics(checked.faults, document, 'AYS_SCHEMA_INVALID') }
}

export function formatLock(lock: SchemaLock): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`
}
