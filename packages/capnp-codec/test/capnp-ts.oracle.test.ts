import { CapnpCodec, parseSchema } from '@ays/capnp-codec'
import { expect, it } from 'vitest'
import { layoutOf } from '../src/layout/build-layout.ts'
import { LibraryCodec } from './support/library-codec.ts'
import { FUZZ_SCALE, Random } from './support/random.ts'
import { randomSchema } from './support/random-schema.ts'
import { RandomValues } from './support/random-value.ts'

const RECORDS = 50

it.each(Array.from({ length: FUZZ_SCALE }, (_, seed) => seed + 61))(
  `exchanges ${RECORDS} random records of each struct with capnp-ts in both directions, seed %i`,
  (seed) => {
    const random = new Random(seed)
    const { model } = parseSchema(randomSchema(random, 4), { file: 'random.capnp', root: 'S0' })
    if (model === undefined) throw new Error('no model')
    const values = new RandomValues(random, model)
    for (const [name, layout] of layoutOf(model)) {
      const schema = new CapnpCodec().compile({ ...model, root: name })
      const library = new LibraryCodec(layout)
      for (let round = 0; round < RECORDS; round++) {
        const value = values.struct(name)
        const bytes = schema.encode(value)
        const record = schema.decode(bytes)
        expect(library.decode(bytes)).toEqual(record)
        expect(schema.decode(library.encode(value))).toEqual(record)
      }
    }
  },
)
