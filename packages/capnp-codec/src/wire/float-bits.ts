const scratch = new DataView(new ArrayBuffer(8))

/** Defaults are XORed into the bits of a value: these see a float as its bits, and back. */
export function bitsOfFloat32(value: number): number {
  scratch.setFloat32(0, value)
  return scratch.getUint32(0)
}

export function float32OfBits(bits: number): number {
  scratch.setUint32(0, bits)
  return scratch.getFloat32(0)
}

export function bitsOfFloat64(value: number): bigint {
  scratch.setFloat64(0, value)
  return scratch.getBigUint64(0)
}

export function float64OfBits(bits: bigint): number {
  scratch.setBigUint64(0, bits)
  return scratch.getFloat64(0)
}
