import { CapnpCodec, parseSchema } from '@ays/capnp-codec'
import type { Schema } from '@ays/core'
import { describe, expect, it } from 'vitest'

const TEXT = `@0xd4b1f5a9c3e27a10;
struct Schema {
  inner @0 :Schema;
  voids @1 :List(Void);
  empties @2 :List(Empty);
  lists @3 :List(List(Schema));
  texts @4 :List(Text);
  struct Empty {}
}
`
const { model } = parseSchema(TEXT, { file: 'x' })
if (model === undefined) throw new Error('no model')
const known = model

const invalidMessage = expect.objectContaining({ code: 'AYS_MESSAGE_INVALID' })
const invalidData = expect.objectContaining({ code: 'AYS_DATA_INVALID' })

function nested(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {}
  for (let level = 1; level < depth; level++) value = { inner: value }
  return value
}

/** A message of one segment of these 64-bit words. */
function message(...words: bigint[]): Uint8Array {
  const bytes = Buffer.alloc(8 + words.length * 8)
  bytes.writeUInt32LE(words.length, 4)
  words.forEach((word, index) => bytes.writeBigUInt64LE(BigInt.asUintN(64, word), 8 + index * 8))
  return bytes
}

/** A pointer to a struct of pointers only, so many words behind the pointer's end. */
function struct(offset: bigint, pointers: bigint): bigint {
  return (BigInt.asUintN(30, offset) << 2n) | (pointers << 48n)
}

function list(offset: bigint, element: bigint, count: bigint): bigint {
  return (BigInt.asUintN(30, offset) << 2n) | 1n | (element << 32n) | (count << 35n)
}

describe.each([true, false])('a hostile message, with generated code: %s', (generateCode) => {
  const schema: Schema = new CapnpCodec({ generateCode }).compile(known)

  it('may hold structs in 64 levels, and not more', () => {
    const deepest = schema.encode(nested(64))
    expect(schema.decode(deepest)).toMatchObject({ inner: { inner: {} } })
    expect(() => schema.encode(nested(65))).toThrow(invalidData)
    expect(() => schema.encode(nested(20_000))).toThrow(invalidData)
  })

  it('may be made of itself: its depth ends', () => {
    const circle = message(struct(0n, 1n), struct(-1n, 1n))
    expect(() => schema.decode(circle)).toThrow(invalidMessage)
    expect(() => schema.patch(circle, {})).toThrow(invalidMessage)
    expect(schema.view(circle)['inner']).toBeDefined()
  })

  it('may claim elements without size, but not by the million', () => {
    const voids = message(struct(0n, 5n), 0n, list(3n, 0n, 1n << 28n), 0n, 0n, 0n)
    expect(() => schema.decode(voids)).toThrow(invalidMessage)
    expect(() => schema.view(voids)['voids']).toThrow(invalidMessage)
    const empties = message(struct(0n, 5n), 0n, 0n, list(2n, 7n, 0n), 0n, 0n, 1n << 31n)
    expect(() => schema.decode(empties)).toThrow(invalidMessage)
    const some = { voids: Array.from({ length: 60_000 }, () => null) }
    expect(schema.decode(schema.encode(some))['voids']).toHaveLength(60_000)
    expect(() =>
      schema.encode({ ...some, empties: Array.from({ length: 60_000 }, () => ({})) }),
    ).toThrow(invalidData)
  })

  it('may not make a small message large by pointing at one place many times', () => {
    const count = 4000
    const pointers = Array.from({ length: count }, (_, index) =>
      list(BigInt(count - index - 1), 6n, BigInt(count)),
    )
    const bomb = message(
      struct(0n, 5n),
      0n,
      0n,
      0n,
      list(1n, 6n, BigInt(count)),
      0n,
      ...pointers,
      ...Array.from({ length: count }, () => 0n),
    )
    expect(() => schema.decode(bomb)).toThrow(invalidMessage)
  })

  it('may claim any number of segments: its header is read first', () => {
    for (const claimed of [512, 20_000_000, 0xffff_fffe])
      for (const size of [8, 16, 4096]) {
        const bytes = Buffer.alloc(size)
        bytes.writeUInt32LE(claimed, 0)
        expect(() => schema.decode(bytes)).toThrow(invalidMessage)
      }
  })

  it('names the field that cannot be read', () => {
    const bytes = schema.encode({ inner: { texts: ['a', 'bad'] } })
    const at = Buffer.from(bytes).indexOf('bad')
    const broken = Uint8Array.from(bytes)
    broken.fill(1, at + 3, at + 8)
    expect(() => schema.decode(broken)).toThrow(
      expect.objectContaining({
        code: 'AYS_MESSAGE_INVALID',
        details: { path: 'inner.texts[1]' },
      }),
    )
  })
})
