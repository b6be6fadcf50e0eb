import {
  Float32List,
  Float64List,
  getFloat32Mask,
  getFloat64Mask,
  getInt16Mask,
  getInt32Mask,
  getInt64Mask,
  getInt8Mask,
  getUint16Mask,
  getUint32Mask,
  getUint64Mask,
  getUint8Mask,
  Int16List,
  Int32List,
  Int64List,
  Int8List,
  type ListCtor,
  Struct,
  Uint16List,
  Uint32List,
  Uint64List,
  Uint8List,
} from 'capnp-ts'
import type { ByteType } from '../../src/layout/layout.ts'

type Kind = Exclude<ByteType['kind'], 'enum'>

/** How capnp-ts reads and writes data of one kind; a default is XORed into its bits. */
interface DataAccess {
  readonly list: ListCtor<unknown>
  read(struct: Struct, at: number, initial: unknown): unknown
  write(struct: Struct, at: number, value: unknown, initial: unknown): void
}

function access<T>(
  list: ListCtor<T>,
  of: (value: unknown) => T,
  get: (at: number, struct: Struct, mask?: DataView) => T,
  set: (at: number, value: T, struct: Struct, mask?: DataView) => void,
  mask: (value: T) => DataView,
): DataAccess {
  const maskOf = (initial: unknown) => mask(of(initial ?? 0))
  return {
    list,
    read: (struct, at, initial) => get(at, struct, maskOf(initial)),
    write: (struct, at, value, initial) => set(at, of(value), struct, maskOf(initial)),
  }
}

const toBigInt = (value: unknown): bigint =>
  typeof value === 'bigint' ? value : BigInt(Number(value))

/** The library's own reading of 32-bit defaults is wrong (0.9.3), so their bits are read as they are. */
export const LIBRARY_DATA: Readonly<Record<Kind, DataAccess>> = {
  int8: access(Int8List, Number, Struct.getInt8, Struct.setInt8, getInt8Mask),
  uint8: access(Uint8List, Number, Struct.getUint8, Struct.setUint8, getUint8Mask),
  int16: access(Int16List, Number, Struct.getInt16, Struct.setInt16, getInt16Mask),
  uint16: access(Uint16List, Number, Struct.getUint16, Struct.setUint16, getUint16Mask),
  int32: {
    ...access(Int32List, Number, Struct.getInt32, Struct.setInt32, getInt32Mask),
    read: (struct, at, initial) => Struct.getInt32(at, struct) ^ Number(initial ?? 0),
  },
  uint32: {
    ...access(Uint32List, Number, Struct.getUint32, Struct.setUint32, getUint32Mask),
    read: (struct, at, initial) => (Struct.getUint32(at, struct) ^ Number(initial ?? 0)) >>> 0,
  },
  int64: access(Int64List, toBigInt, Struct.getInt64, Struct.setInt64, getInt64Mask),
  uint64: access(Uint64List, toBigInt, Struct.getUint64, Struct.setUint64, getUint64Mask),
  float32: access(Float32List, Number, Struct.getFloat32, Struct.setFloat32, getFloat32Mask),
  float64: access(Float64List, Number, Struct.getFloat64, Struct.setFloat64, getFloat64Mask),
}
