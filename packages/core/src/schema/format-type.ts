import type { TypeModel } from './schema-model.ts'

/** A type as Cap'n Proto writes it. */
export function formatType(type: TypeModel): string {
  if (type.kind === 'list') return `List(${formatType(type.element)})`
  if (type.kind === 'enum' || type.kind === 'struct') return type.name
  if (type.kind.startsWith('uint')) return `UInt${type.kind.slice(4)}`
  return type.kind.charAt(0).toUpperCase() + type.kind.slice(1)
}
