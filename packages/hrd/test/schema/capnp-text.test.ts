import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codec, formatSchema, parseSchema } from '@ays/capnp-codec'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arbitrarySchema } from '../support/arbitrary-schema.ts'
import { readLines } from '../support/read-text.ts'

describe('the Cap’n Proto text of a schema', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ays-hrd-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Throws what the C++ compiler prints. `apt-get install capnproto` brings it. */
  function compile(texts: readonly string[]): void {
    const files = texts.map((text, index) => {
      const file = join(folder, `s${index}.capnp`)
      writeFileSync(file, text)
      return file
    })
    const env = { ...process.env, CAPNP_IGNORE_ISSUE_344: '1' }
    execFileSync('capnp', ['compile', '-o-', ...files], { env, cwd: folder, stdio: 'pipe' })
  }

  it('has the id first, its annotations declared, defaults escaped and docs as comments', () => {
    const { capnp } = readLines([
      "name = default:'say \"hi\"\\n' descr:'who\\nsays' regex:'[a-z]+' @ask",
      'size = type:int default:10 minval:1',
      'old = type:float list default:1,.5',
    ])
    expect(capnp).toBe(
      [
        '@0xb19173ccdc1422c9;',
        '',
        'annotation ask (field) :Void;',
        'annotation min (field) :Float64;',
        'annotation regex (field) :Text;',
        '',
        'struct Schema {',
        '  name @0 :Text = "say \\"hi\\"\\n" $regex("[a-z]+") $ask;',
        '  # who',
        '  # says',
        '  size @1 :Int64 = 10 $min(1);',
        '  old @2 :List(Float32) = [1, 0.5];',
        '}',
        '',
      ].join('\n'),
    )
  })

  it('is canonical, and reading it gives the model back, whatever the schema', () => {
    fc.assert(
      fc.property(arbitrarySchema, (lines) => {
        const { model, capnp } = readLines(lines)
        if (model === undefined || capnp === undefined) return
        expect(capnp).toBe(formatSchema(model))
        expect(parseSchema(capnp, { file: 'schema.capnp' })).toEqual({ model, diagnostics: [] })
      }),
    )
  })

  it('is taken by the C++ compiler, many files at once, and the models by the codec', () => {
    const readings = fc
      .sample(arbitrarySchema, 300)
      .map((lines, index) => readLines(lines, { template: `t${index}` }))
    const texts = readings.flatMap(({ capnp }) => capnp ?? [])
    expect(texts.length).toBeGreaterThan(20)
    expect(() => compile(texts)).not.toThrow()
    for (const { model } of readings) if (model) codec.compile(model).encode({})
  })

  it('has floats that the compiler does not take for integers', () => {
    const { capnp = '' } = readLines(['a = type:float default:-1e20 minval:-1e21 maxval:5'])
    expect(capnp).toContain('a @0 :Float32 = -100000000000000000000.0 $min(-1e+21) $max(5);')
    expect(() => compile([capnp])).not.toThrow()
  })

  it('has an id made of pack and template, which a lock overrules', () => {
    const ids = [
      readLines(['a =']),
      readLines(['b = type:int']),
      readLines(['a ='], { pack: 'other' }),
      readLines(['a ='], { template: 'other' }),
      readLines(['a ='], { lock: { id: '0x8000000000000001', fields: [] } }),
    ].map(({ model }) => model?.id)
    expect(ids[0]).toBe('0xb19173ccdc1422c9')
    expect(ids[1]).toBe(ids[0])
    expect(new Set(ids).size).toBe(4)
    expect(ids[4]).toBe('0x8000000000000001')
  })
})
