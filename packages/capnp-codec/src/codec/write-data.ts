import type { ByteType, Int64Type, SlotDefault } from '../layout/layout.ts'
import { bitsOfFloat32, bitsOfFloat64 } from '../wire/float-bits.ts'
import {
  fitsFloat32,
  misfit,
  ordinalOf,
  writeBigInt64,
  writeBigUint64,
  writeInt64,
  writeUint64,
} from './encode-values.ts'
import { ordinalsOf } from './ordinals.ts'

/** Writes a value into the data section. */
export type WriteData = (view: DataView, at: number, value: unknown) => void

type SetNumber = (view: DataView, at: number, value: number) => void

interface IntegerAccess {
  readonly low: number
  readonly high: number
  readonly set: SetNumber
}

const INTEGERS = {
  int8: { low: -128, high: 127, set: (view, at, value) => view.setInt8(at, value) },
  uint8: { low: 0, high: 255, set: (view, at, value) => view.setUint8(at, value) },
  int16: { low: -32_768, high: 32_767, set: (view, at, value) => view.setInt16(at, value, true) },
  uint16: { low: 0, high: 65_535, set: (view, at, value) => view.setUint16(at, value, true) },
  int32: {
    low: -2_147_483_648,
    high: 2_147_483_647,
    set: (view, at, value) => view.setInt32(at, value, true),
  },
  uint32: {
    low: 0,
    high: 4_294_967_295,
    set: (view, at, value) => view.setUint32(at, value, true),
  },
} as const satisfies Readonly<Record<string, IntegerAccess>>

/**
 * How a value of this type is checked and written; its default is XORed into the bits. `wide` takes
 * bigint where a number is asked for.
 */
export function dataWriter(type: ByteType, value: SlotDefault, wide: boolean): WriteData {
  if (type.kind === 'enum') return enumWriter(type.values, value)
  if (type.kind === 'int64' || type.kind === 'uint64')
    return int64Writer(type.kind, value, type.bigint || wide)
  const mask = typeof value === 'number' ? value : 0
  if (type.kind === 'float32') return float32Writer(mask)
  if (type.kind === 'float64') return float64Writer(mask)
  return integerWriter(INTEGERS[type.kind], mask)
}

/** Sets or clears one bit. */
export function boolWriter(offset: number, initial: boolean): WriteData {
  const byte = offset >> 3
  const bit = 1 << (offset & 7)
  return (view, at, value) => {
    if (typeof value !== 'boolean') misfit()
    const bits = view.getUint8(at + byte)
    view.setUint8(at + byte, value === initial ? bits & ~bit : bits | bit)
  }
}

function integerWriter({ low, high, set }: IntegerAccess, mask: number): WriteData {
  return (view, at, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high)
      misfit()
    set(view, at, mask === 0 ? value : value ^ mask)
  }
}

function enumWriter(values: readonly string[], initial: SlotDefault): WriteData {
  const ordinals = ordinalsOf(values)
  const mask = ordinals.get(initial) ?? 0
  return (view, at, value) => view.setUint16(at, ordinalOf(ordinals, value) ^ mask, true)
}

function int64Writer(kind: Int64Type['kind'], initial: SlotDefault, bigint: boolean): WriteData {
  const mask = typeof initial === 'bigint' ? initial : 0n
  const [number, wide] =
    kind === 'int64' ? [writeInt64, writeBigInt64] : [writeUint64, writeBigUint64]
  const write = bigint ? wide : number
  return (view, at, value) => write(view, at, value, mask)
}

function float32Writer(mask: number): WriteData {
  const bits = bitsOfFloat32(mask)
  return (view, at, value) => {
    if (typeof value !== 'number' || !fitsFloat32(value)) misfit()
    view.setUint32(at, bitsOfFloat32(value) ^ bits, true)
  }
}

function float64Writer(mask: number): WriteData {
  const bits = bitsOfFloat64(mask)
  return (view, at, value) => {
    if (typeof value !== 'number') misfit()
    view.setBigUint64(at, bitsOfFloat64(value) ^ bits, true)
  }
}
