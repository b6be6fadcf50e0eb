import type { TypeModel } from '@ays/core'

type Kind = TypeModel['kind']

/** The scalar types that HRD knows, as Cap'n Proto writes them. */
const NAMES = new Map<Kind, string>([
  ['text', 'Text'],
  ['int64', 'Int64'],
  ['float32', 'Float32'],
  ['bool', 'Bool'],
])
const TYPES = new Map<string, TypeModel>(
  [...NAMES].flatMap(([kind, name]) => {
    if (kind === 'enum' || kind === 'struct' || kind === 'list') return []
    const type: TypeModel = { kind }
    return [
      [name, type],
      [`List(${name})`, { kind: 'list', element: type }],
    ]
  }),
)

/** `List(Text)` for the type that it names. */
export function formatType(type: TypeModel): string {
  return type.kind === 'list' ? `List(${formatType(type.element)})` : (NAMES.get(type.kind) ?? '')
}

/** The reverse of {@link formatType}; undefined for a type that no HRD makes. */
export function parseType(text: string): TypeModel | undefined {
  return TYPES.get(text)
}
