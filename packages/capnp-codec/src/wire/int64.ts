/** Half of 64 bits holds so many values. */
const HALF = 4_294_967_296
/** The upper half of a safe integer lies between these. */
const MAX_HIGH = 2_097_152

/** Reads a signed integer: a number in the safe range, else a bigint. */
export function readInt64(view: DataView, at: number): number | bigint {
  const high = view.getInt32(at + 4, true)
  const value = high * HALF + view.getUint32(at, true)
  return high < MAX_HIGH && high >= -MAX_HIGH && value > -HALF * MAX_HIGH
    ? value
    : view.getBigInt64(at, true)
}

/** Reads an unsigned integer: a number in the safe range, else a bigint. */
export function readUint64(view: DataView, at: number): number | bigint {
  const high = view.getUint32(at + 4, true)
  return high < MAX_HIGH ? high * HALF + view.getUint32(at, true) : view.getBigUint64(at, true)
}

/** Writes a safe integer as 64 bits; a signed one in two's complement. */
export function writeInteger64(view: DataView, at: number, value: number): void {
  const high = Math.floor(value / HALF)
  view.setUint32(at, value - high * HALF, true)
  view.setInt32(at + 4, high, true)
}
