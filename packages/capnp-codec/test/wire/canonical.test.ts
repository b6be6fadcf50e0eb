import { CapnpCodec, canonicalize, parseSchema } from '@ays/capnp-codec'
import { expect, it } from 'vitest'
import { convert } from '../support/capnp.ts'
import { Random } from '../support/random.ts'
import { randomSchema } from '../support/random-schema.ts'
import { RandomValues } from '../support/random-value.ts'

it('is the canonical form of the official tool, from one segment or many', () => {
  const random = new Random(41)
  const { model } = parseSchema(randomSchema(random, 2), { file: 'x.capnp', root: 'S0' })
  if (model === undefined) throw new Error('no model')
  const schema = new CapnpCodec().compile(model)
  const values = new RandomValues(random, model)
  for (let round = 0; round < 20; round++) {
    const bytes = schema.encode(values.struct('S0'))
    const official = convert(['binary:canonical'], bytes)
    expect(Buffer.from(canonicalize(bytes).subarray(8))).toEqual(official)
    const split = convert(['binary:binary', '--segment-size=1'], bytes)
    expect(canonicalize(split)).toEqual(canonicalize(bytes))
    expect(schema.decode(canonicalize(bytes))).toEqual(schema.decode(bytes))
  }
})
