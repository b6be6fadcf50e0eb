import { AysError } from '@ays/core'
import { writeInteger64 } from '../wire/int64.ts'

/** Left with when a value does not fit; which one and why is found out afterwards. */
export const MISFIT = new Error('a value does not fit its field')

export function misfit(): never {
  throw MISFIT
}

export function tooManyElements(): never {
  throw new AysError('AYS_DATA_INVALID', 'more than 65536 elements without size in one message', {
    hint: 'Store their number instead.',
  })
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Rounds like Float32 does, but a number must not become infinite by it. */
export function fitsFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value)) || !Number.isFinite(value)
}

/** The ordinal of an enum's value. A number stands for a value that only a newer schema names. */
export function ordinalOf(ordinals: ReadonlyMap<unknown, number>, value: unknown): number {
  const ordinal = ordinals.get(value)
  if (ordinal !== undefined) return ordinal
  if (typeof value !== 'number' || (value & 0xffff) !== value || value < ordinals.size) misfit()
  return value
}

/** Writes a safe integer; `mask` is the default. */
export function writeInt64(view: DataView, at: number, value: unknown, mask: bigint): void {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) misfit()
  if (mask === 0n) writeInteger64(view, at, value)
  else view.setBigInt64(at, BigInt(value) ^ mask, true)
}

export function writeUint64(view: DataView, at: number, value: unknown, mask: bigint): void {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) misfit()
  if (mask === 0n) writeInteger64(view, at, value)
  else view.setBigUint64(at, BigInt(value) ^ mask, true)
}

/** Writes a bigint of 64 bits, or a safe integer. */
export function writeBigInt64(view: DataView, at: number, value: unknown, mask: bigint): void {
  const integer = toBigInt(value)
  if (BigInt.asIntN(64, integer) !== integer) misfit()
  view.setBigInt64(at, integer ^ mask, true)
}

export function writeBigUint64(view: DataView, at: number, value: unknown, mask: bigint): void {
  const integer = toBigInt(value)
  if (BigInt.asUintN(64, integer) !== integer) misfit()
  view.setBigUint64(at, integer ^ mask, true)
}

function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : misfit()
}
