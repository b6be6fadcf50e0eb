import { describe, expect, it } from 'vitest'
import { CapnpCodec } from '@ays/capnp-codec'

const schema = new CapnpCodec().compile({
  id: '0xc0de000000000003',
  root: 'Schema',
  structs: [
    {
      name: 'Schema',
      members: [{ kind: 'field', name: 'blob', ordinal: 0, type: { kind: 'data' } }],
    },
  ],
  enums: [],
})

describe('the memory of a record', () => {
  it('is about its own size, however many large ones were made before', () => {
    const blob = new Uint8Array(2 ** 20)
    const large = Array.from({ length: 20 }, () => schema.encode({ blob }).buffer.byteLength)
    expect(Math.max(...large)).toBeLessThan(2 * blob.length)
    expect(schema.encode({}).buffer.byteLength).toBeLessThan(100_000)
  })
})
