import type { StructLayout } from '../../src/layout/layout.ts'

/** A line for each field, as the official compiler's layout is dumped. */
export function dumpLayout(struct: StructLayout): string[] {
  return dump(struct, '')
}

function dump(struct: StructLayout, path: string): string[] {
  const { dataWords, pointers, discriminant, fields } = struct
  const inner = fields.flatMap((field) => {
    const at = `${path}.${field.name}`
    if (field.kind === 'group') return [`${at} tag ${field.tag}`, ...dump(field.struct, at)]
    return [`${at} @${field.ordinal} at ${field.offset} tag ${field.tag}`]
  })
  return [`${path}: ${dataWords} ${pointers} union ${discriminant}`, ...inner].toSorted()
}
