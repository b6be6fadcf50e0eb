import { codec } from '@ays/capnp-codec'
import { hasErrors } from '@ays/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hrdFormat } from '../../src/index.ts'
import { arbitrarySchema } from '../support/arbitrary-schema.ts'
import { faultsOf, fieldsOf, readLines } from '../support/read-text.ts'

const source = { file: 'schema.hrd', pack: 'main', template: 'node' }

describe('a hostile schema', () => {
  it('with a line of 10 MB is an error of that line', () => {
    const reading = readLines(['a =', `b = default:${'x'.repeat(10_000_000)}`, 'c ='])
    expect(faultsOf(reading)).toEqual(['2:1 error the line is longer than 65536 characters'])
  })

  it.each([
    ['quotes', "'".repeat(65_000)],
    ['open quotes', "'a".repeat(32_001)],
    ['backslashes', `default:${'\\'.repeat(65_000)}`],
    ['percents', `default:${'%4'.repeat(32_000)}`],
    ['digits', `type:float default:${'1'.repeat(65_000)}x`],
    ['digits of a whole number', `type:int default:${'1'.repeat(65_000)}`],
    ['colons', ':'.repeat(65_000)],
    ['commas', `consume:${','.repeat(65_000)}`],
    ['choices', `singlechoice:${'a, '.repeat(21_000)}`],
    ['brackets', `list default:${'['.repeat(65_000)}`],
  ])('with a line of %s is read to its end', (_, tags) => {
    const reading = readLines([`a = ${tags}`])
    for (const { summary } of reading.diagnostics) expect(summary.length).toBeLessThan(200)
  })

  it('cannot make a field that every object has', () => {
    const { model } = readLines(['constructor = type:int', 'to_string =', '__proto__ ='])
    expect(model).toBeUndefined()
    expect(fieldsOf(readLines(['constructor =']))[0]?.name).toBe('constructor')
  })

  it('has at worst faults: reading never throws, and what it gives has a layout', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary' })),
        (text) => {
          const { model } = hrdFormat.read(text, source)
          if (model) codec.compile(model)
        },
      ),
    )
    fc.assert(
      fc.property(arbitrarySchema, (lines) => {
        const { model, diagnostics } = readLines(lines)
        expect(model === undefined).toBe(hasErrors(diagnostics))
        if (model) codec.compile(model)
      }),
    )
  })

  it('whose regex: would hang others is matched in linear time', () => {
    const { model } = readLines(["a = regex:'(a+)+$'"])
    const faults = model && codec.compile(model).check({ a: `${'a'.repeat(20_000)}!` })
    expect(faults).toHaveLength(1)
  })
})
