import { CapnpCodec, parseSchema, readMessages } from '@ays/capnp-codec'
import { describe, expect, it } from 'vitest'
import { convert } from '../support/capnp.ts'

const { model } = parseSchema('@0xd4b1f5a9c3e27a10; struct Schema { a @0 :Text; }', { file: 'x' })
if (model === undefined) throw new Error('no model')
const schema = new CapnpCodec().compile(model)
const texts = ['', 'short', 'x'.repeat(5000)]
const messages = texts.map((a) => schema.encode({ a }))

async function read(chunks: Iterable<Uint8Array>, limit?: number): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const bytes of readMessages(chunks, limit === undefined ? {} : { limit }))
    found.push(schema.decode(bytes)['a'])
  return found
}

function inChunks(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}

describe('readMessages', () => {
  it('finds the messages of a stream, however it is cut', async () => {
    const stream = Buffer.concat(messages)
    for (const size of [1, 7, 8, 4096, stream.length])
      expect(await read(inChunks(stream, size))).toEqual(texts)
    expect(await read([])).toEqual([])
  })

  it('finds messages of several segments', async () => {
    const split = messages.map((bytes) => convert(['binary:binary', '--segment-size=1'], bytes))
    expect(await read(inChunks(Buffer.concat(split), 5))).toEqual(texts)
  })

  it('refuses a stream that ends inside a message, and a message that claims too much', async () => {
    const refused = expect.objectContaining({ code: 'AYS_MESSAGE_INVALID' })
    const stream = Buffer.concat(messages)
    await expect(read([stream.subarray(0, -1)])).rejects.toEqual(refused)
    await expect(read([stream.subarray(0, 3)])).rejects.toEqual(refused)
    await expect(read([stream], 1000)).rejects.toEqual(refused)
    await expect(read([Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0)])).rejects.toEqual(refused)
    await expect(read([Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255)])).rejects.toEqual(refused)
  })
})
