import type { ByteType, Int64Type, SlotDefault } from '../layout/layout.ts'
import { bitsOfFloat32, bitsOfFloat64, float32OfBits, float64OfBits } from '../wire/float-bits.ts'
import { enumValue, readInt64, readUint64, safeInteger } from './decode-values.ts'

/** Reads a value from the data section. */
export type ReadData = (view: DataView, at: number) => unknown

const NUMBERS = {
  int8:
    (mask: number): ReadData =>
    (view, at) =>
      view.getInt8(at) ^ mask,
  uint8:
    (mask: number): ReadData =>
    (view, at) =>
      view.getUint8(at) ^ mask,
  int16:
    (mask: number): ReadData =>
    (view, at) =>
      view.getInt16(at, true) ^ mask,
  uint16:
    (mask: number): ReadData =>
    (view, at) =>
      view.getUint16(at, true) ^ mask,
  int32:
    (mask: number): ReadData =>
    (view, at) =>
      view.getInt32(at, true) ^ mask,
  uint32:
    (mask: number): ReadData =>
    (view, at) =>
      (view.getUint32(at, true) ^ mask) >>> 0,
  float32: (mask: number): ReadData => {
    const bits = bitsOfFloat32(mask)
    if (bits === 0) return (view, at) => view.getFloat32(at, true)
    return (view, at) => float32OfBits(view.getUint32(at, true) ^ bits)
  },
  float64: (mask: number): ReadData => {
    const bits = bitsOfFloat64(mask)
    if (bits === 0n) return (view, at) => view.getFloat64(at, true)
    return (view, at) => float64OfBits(view.getBigUint64(at, true) ^ bits)
  },
}

/** How a value of this type is read; its default is XORed into the bits. */
export function dataReader(type: ByteType, value: SlotDefault): ReadData {
  if (type.kind === 'int64' || type.kind === 'uint64')
    return int64Reader(type, typeof value === 'bigint' ? value : 0n)
  if (type.kind === 'enum') {
    const { values } = type
    const mask = typeof value === 'string' ? values.indexOf(value) : 0
    return (view, at) => enumValue(values, view.getUint16(at, true) ^ mask)
  }
  return NUMBERS[type.kind](typeof value === 'number' ? value : 0)
}

function int64Reader({ kind, bigint }: Int64Type, mask: bigint): ReadData {
  if (mask === 0n && !bigint) return kind === 'int64' ? readInt64 : readUint64
  const read: (view: DataView, at: number) => bigint =
    kind === 'int64'
      ? (view, at) => view.getBigInt64(at, true) ^ mask
      : (view, at) => view.getBigUint64(at, true) ^ mask
  return bigint ? read : (view, at) => safeInteger(read(view, at))
}
