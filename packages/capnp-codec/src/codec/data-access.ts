import type { DataKind, LayoutType } from '../layout/layout.ts'
import { ELEMENT } from '../wire/writer.ts'

/** Kinds that lie in the data section and fill whole bytes. */
export type ByteKind = Exclude<DataKind, 'bool'>

/** How a DataView reads and writes a kind. */
interface DataAccess {
  readonly bytes: 1 | 2 | 4 | 8
  /** Without get or set: `Int8`. */
  readonly method: string
  /** Element size of a list of these. */
  readonly element: number
}

export const DATA_ACCESS: Readonly<Record<ByteKind, DataAccess>> = {
  int8: { bytes: 1, method: 'Int8', element: ELEMENT.byte },
  uint8: { bytes: 1, method: 'Uint8', element: ELEMENT.byte },
  int16: { bytes: 2, method: 'Int16', element: ELEMENT.two },
  uint16: { bytes: 2, method: 'Uint16', element: ELEMENT.two },
  enum: { bytes: 2, method: 'Uint16', element: ELEMENT.two },
  int32: { bytes: 4, method: 'Int32', element: ELEMENT.four },
  uint32: { bytes: 4, method: 'Uint32', element: ELEMENT.four },
  float32: { bytes: 4, method: 'Float32', element: ELEMENT.four },
  float64: { bytes: 8, method: 'Float64', element: ELEMENT.eight },
  int64: { bytes: 8, method: 'BigInt64', element: ELEMENT.eight },
  uint64: { bytes: 8, method: 'BigUint64', element: ELEMENT.eight },
}

export function isByteKind(kind: LayoutType['kind']): kind is ByteKind {
  return kind in DATA_ACCESS
}
