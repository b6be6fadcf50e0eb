import { parseSchema } from '@ays/capnp-codec'
import { expect, it } from 'vitest'
import { layoutOf } from '../src/layout/build-layout.ts'
import { dumpLayout } from './support/dump-layout.ts'
import { Random, FUZZ_SCALE } from './support/random.ts'
import { randomSchema } from './support/random-schema.ts'
import { officialLayout } from './support/request-layout.ts'

const STRUCTS = 100

it.each(Array.from({ length: 2 * FUZZ_SCALE }, (_, seed) => seed + 1))(
  `lays out ${STRUCTS} random structs as the official compiler does, seed %i`,
  (seed) => {
    const text = randomSchema(new Random(seed), STRUCTS)
    const { model, diagnostics } = parseSchema(text, { file: 'random.capnp', root: 'S0' })
    expect(diagnostics).toEqual([])
    const ours = model && layoutOf(model)
    for (const [name, lines] of officialLayout(text)) {
      const layout = ours?.get(name)
      expect(layout && dumpLayout(layout), `${name} of seed ${seed}`).toEqual(lines)
    }
  },
)
