import type { ByteType } from '../layout/layout.ts'
import { ELEMENT } from '../wire/writer.ts'

/** How a DataView reads and writes values of a kind: `Int8` of getInt8 and setInt8. */
export const VIEW_METHOD: Readonly<Record<ByteType['kind'], string>> = {
  int8: 'Int8',
  uint8: 'Uint8',
  int16: 'Int16',
  uint16: 'Uint16',
  enum: 'Uint16',
  int32: 'Int32',
  uint32: 'Uint32',
  float32: 'Float32',
  float64: 'Float64',
  int64: 'BigInt64',
  uint64: 'BigUint64',
}

/** The element size of a list of values of so many bytes. */
export const ELEMENT_OF_BYTES = {
  1: ELEMENT.byte,
  2: ELEMENT.two,
  4: ELEMENT.four,
  8: ELEMENT.eight,
} as const
