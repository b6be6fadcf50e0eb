import type { FieldModel, SchemaReading, SchemaSource } from '@ays/core'
import { hrdFormat } from '../../src/index.ts'

/** Reads the lines of a schema.hrd of template `node` in pack `main`. */
export function readLines(
  lines: readonly string[],
  more: Partial<SchemaSource> = {},
): SchemaReading {
  const source = { file: 'schema.hrd', pack: 'main', template: 'node', ...more }
  return hrdFormat.read(lines.join('\n'), source)
}

/** The fields of a reading; none when it has errors. */
export function fieldsOf({ model }: SchemaReading): FieldModel[] {
  return model?.structs[0]?.members.filter((member) => member.kind === 'field') ?? []
}

/** The one field of a schema of one line. */
export function readField(line: string): FieldModel | undefined {
  return fieldsOf(readLines([line]))[0]
}

/** `line:column severity summary` of every diagnostic. */
export function faultsOf({ diagnostics }: Pick<SchemaReading, 'diagnostics'>): string[] {
  return diagnostics.map(
    ({ severity, summary, source }) => `${source?.line}:${source?.column} ${severity} ${summary}`,
  )
}
