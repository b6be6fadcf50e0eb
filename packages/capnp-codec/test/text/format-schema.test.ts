import { formatSchema, parseSchema } from '@ays/capnp-codec'
import type { SchemaModel } from '@ays/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capnpFault } from '../support/capnp.ts'
import { EVERY_CONSTRUCT } from '../support/every-construct.ts'
import { Random } from '../support/random.ts'
import { randomSchema } from '../support/random-schema.ts'

function parse(text: string, root = 'Schema'): SchemaModel {
  const { model, diagnostics } = parseSchema(text, { file: 'x.capnp', root })
  if (model === undefined) throw new Error(JSON.stringify(diagnostics))
  return model
}

describe('formatSchema', () => {
  it('gives the model back when its text is read, whatever the model', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const model = parse(randomSchema(new Random(seed), 3), 'S0')
      expect(parse(formatSchema(model), 'S0')).toEqual(model)
    }
    const model = parse(EVERY_CONSTRUCT)
    expect(parse(formatSchema(model))).toEqual(model)
    expect(formatSchema(parse(formatSchema(model)))).toBe(formatSchema(model))
  })

  it('keeps any text, in defaults, rules and documentation', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('# a\n b', ' a ', '"', '\\'),
    )
    fc.assert(
      fc.property(texts, texts, texts, (initial, choice, doc) => {
        const model: SchemaModel = {
          id: '0xd4b1f5a9c3e27a10',
          root: 'Schema',
          structs: [
            {
              name: 'Schema',
              members: [
                {
                  kind: 'field',
                  name: 'a',
                  ordinal: 0,
                  type: { kind: 'text' },
                  default: initial,
                  rules: { choices: [choice] },
                  ...(doc === '' ? {} : { doc }),
                },
              ],
            },
          ],
          enums: [],
        }
        expect(parse(formatSchema(model))).toEqual(model)
      }),
      { numRuns: 50 },
    )
  })

  it('writes a text that the official compiler takes', () => {
    const model = parse(EVERY_CONSTRUCT)
    expect(capnpFault(formatSchema(model))).toBeUndefined()
    expect(capnpFault(formatSchema(parse(randomSchema(new Random(5), 20), 'S0')))).toBeUndefined()
  })

  it('writes documentation as comments, and as an annotation where a comment would change it', () => {
    const model = parse(`@0xd4b1f5a9c3e27a10;
annotation doc(*) :Text;
struct Schema {
  a @0 :Text;  # Plain.
  b @1 :Text $doc(" indented");
}
`)
    expect(formatSchema(model)).toBe(`@0xd4b1f5a9c3e27a10;

annotation doc (*) :Text;

struct Schema {
  a @0 :Text;
  # Plain.
  b @1 :Text $doc(" indented");
}
`)
  })
})
