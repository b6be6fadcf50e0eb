import type { DefaultValue, TypeModel } from '@ays/core'

/** The scalars that HRD makes, by their names in the model. */
export type ScalarKind = 'text' | 'int64' | 'float32' | 'bool'

/** A type that HRD can make: a scalar, or a list of one. */
export interface HrdType {
  readonly scalar: ScalarKind
  readonly list: boolean
}

const NAMES = { text: 'Text', int64: 'Int64', float32: 'Float32', bool: 'Bool' } as const
const KINDS = ['text', 'int64', 'float32', 'bool'] as const

/** As Cap'n Proto writes it: `List(Text)`. */
export function formatType({ scalar, list }: HrdType): string {
  return list ? `List(${NAMES[scalar]})` : NAMES[scalar]
}

/** The reverse of {@link formatType}; undefined for what no HRD makes. */
export function parseType(text: string): HrdType | undefined {
  const types = KINDS.flatMap((scalar) => [
    { scalar, list: false },
    { scalar, list: true },
  ])
  return types.find((type) => formatType(type) === text)
}

/** As a model says it. */
export function toTypeModel({ scalar, list }: HrdType): TypeModel {
  return list ? { kind: 'list', element: { kind: scalar } } : { kind: scalar }
}

const ZEROS = { text: '', int64: 0, float32: 0, bool: false } as const

/** What a field holds when nothing is written into it. */
export function zeroOf({ scalar, list }: HrdType): DefaultValue {
  return list ? [] : ZEROS[scalar]
}
