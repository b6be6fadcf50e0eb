import { CapnpCodec, pack, parseSchema, unpack } from '@ays/capnp-codec'
import type { SchemaModel } from '@ays/core'
import { expect, it } from 'vitest'
import { convert, splitMessages, withFile } from './support/capnp.ts'
import { CapnpJson } from './support/capnp-json.ts'
import { FUZZ_SCALE, Random } from './support/random.ts'
import { randomSchema } from './support/random-schema.ts'
import { RandomValues } from './support/random-value.ts'

const RECORDS = 50

it.each(Array.from({ length: FUZZ_SCALE }, (_, seed) => seed + 1))(
  `exchanges ${RECORDS} random records with the official tool in both directions, seed %i`,
  (seed) => {
    const random = new Random(seed)
    const text = randomSchema(random, 4)
    const model = parse(text)
    withFile(text, (file) => {
      for (const root of ['S0', 'S1', 'S2', 'S3'])
        for (const generateCode of [true, false])
          expect(exchange({ file, model: { ...model, root }, random, generateCode })).toBe(RECORDS)
    })
  },
)

interface Exchange {
  readonly file: string
  readonly model: SchemaModel
  readonly random: Random
  readonly generateCode: boolean
}

/** How many records both sides agree on. */
function exchange({ file, model, random, generateCode }: Exchange): number {
  const { root } = model
  const schema = new CapnpCodec({ generateCode }).compile(model)
  const values = new RandomValues(random, model)
  const records = Array.from({ length: RECORDS }, () => values.struct(root))
  const encoded = records.map((record) => schema.encode(record))
  const decoded = encoded.map((bytes) => schema.decode(bytes))
  const json = new CapnpJson(model)

  const printed = convert(['binary:json', '--short', file, root], Buffer.concat(encoded))
  const lines = printed.toString().trim().split('\n')
  expect(lines.map((line) => json.read(JSON.parse(line), root))).toEqual(decoded)

  const written = records.map((record) => JSON.stringify(json.write(record, root))).join('\n')
  for (const size of [[], ['--segment-size=1'], ['--segment-size=3']]) {
    const bytes = convert(['json:binary', ...size, file, root], written)
    const messages = splitMessages(bytes)
    expect(messages.map((message) => schema.decode(message))).toEqual(decoded)
  }

  const first = encoded[0] ?? new Uint8Array(0)
  expect(convert(['packed:binary'], pack(first))).toEqual(convert(['binary:binary'], first))
  const repacked = unpack(convert(['binary:packed'], first))
  expect(Buffer.from(repacked)).toEqual(convert(['binary:binary'], first))
  return decoded.length
}

function parse(text: string): SchemaModel {
  const { model, diagnostics } = parseSchema(text, { file: 'random.capnp', root: 'S0' })
  if (model === undefined) throw new Error(JSON.stringify(diagnostics))
  return model
}
