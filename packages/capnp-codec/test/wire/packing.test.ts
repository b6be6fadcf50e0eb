import { pack, unpack } from '@ays/capnp-codec'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const words = fc
  .array(fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 255 })), {
    maxLength: 4000,
  })
  .map((bytes) => Uint8Array.from({ length: (bytes.length >> 3) * 8 }, (_, i) => bytes[i] ?? 0))

describe('pack', () => {
  it('is undone by unpack, for zeros, for noise and for both', () => {
    fc.assert(
      fc.property(words, (bytes) => {
        expect(unpack(pack(bytes))).toEqual(bytes)
      }),
    )
    for (const byte of [0, 1, 255]) {
      const bytes = new Uint8Array(8000).fill(byte)
      expect(unpack(pack(bytes))).toEqual(bytes)
    }
  })

  it('makes the worst case little larger', () => {
    const bytes = Uint8Array.from({ length: 8000 }, (_, index) => (index % 16 === 8 ? 0 : 7))
    expect(unpack(pack(bytes))).toEqual(bytes)
    expect(pack(bytes).length).toBeLessThan(bytes.length * 1.15)
  })
})

describe('unpack', () => {
  it('refuses what is cut off or claims too much, before it takes memory for it', () => {
    const packed = pack(new Uint8Array(800).fill(9))
    const claims = Uint8Array.from({ length: 20_000 }, (_, index) => (index % 2 === 0 ? 0 : 255))
    for (const broken of [packed.subarray(0, 5), packed.subarray(0, -1), Uint8Array.of(0)])
      expect(() => unpack(broken)).toThrow(expect.objectContaining({ code: 'AYS_MESSAGE_INVALID' }))
    expect(() => unpack(claims, 1 << 20)).toThrow(
      expect.objectContaining({ code: 'AYS_MESSAGE_INVALID' }),
    )
  })
})
