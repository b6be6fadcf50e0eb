import { codec, compilePattern } from '@ays/capnp-codec'
import { hasErrors } from '@ays/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHrdFormat } from '../../src/index.ts'
import { faultsOf } from '../support/read-text.ts'

const format = createHrdFormat({ compilePattern })

function read(...lines: readonly string[]) {
  const source = { file: 'schema.hrd', pack: 'main', template: 'node' }
  return format.read(lines.join('\n'), source)
}

describe('a regex in a schema', () => {
  it('that is none is an error where it stands, together with all others', () => {
    expect(
      faultsOf(
        read('a = type:int', "b = regex:'(['", '  c = default:x regex:(?=a)', 'd = type:no'),
      ),
    ).toEqual([
      '2:5 error "([" is no regular expression',
      '3:17 error "(?=a)" is no regular expression',
      '4:5 error "no" is not a type',
    ])
  })

  it('says why it is none', () => {
    expect(read("b = regex:'a{2'", 'c = regex:*').diagnostics[0]?.detail).toContain('repetition')
  })

  it('that a default does not match is a warning; of a list every element must', () => {
    expect(
      faultsOf(
        read(
          "a = default:web1 regex:'[a-z]+'",
          "b = default:web regex:'[a-z]+'",
          "c = default:'' regex:'[a-z]+'",
          "d = list default:'web,db1' regex:'[a-z]+'",
          "e = list default:'web,db' regex:'[a-z]+'",
          "f = regex:'[a-z]+'",
        ),
      ),
    ).toEqual([
      '1:5 warning the default does not match the regex of its field',
      '4:10 warning the default does not match the regex of its field',
    ])
  })

  it('that a schema without errors has can be compiled, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (pattern) => {
        const { model, diagnostics } = read(`a = regex:'${pattern.replaceAll(/['\n]/g, '')}'`)
        expect(model === undefined).toBe(hasErrors(diagnostics))
        if (model) codec.compile(model)
      }),
    )
  })
})
