import { describe, expect, it } from 'vitest'
import { faultsOf, fieldsOf, readLines } from '../support/read-text.ts'

describe('what AYS 8.1 ignored or misread', () => {
  it.each([
    [
      'a = descr:a list of things',
      ['1:13 "list" in running text is read as a flag', '1:18 "of things" is neither tag nor flag'],
    ],
    [
      'a = type:str # auto',
      [
        '1:14 "#" is neither tag nor flag',
        '1:16 "auto" in running text is read as a flag',
        '1:16 "auto" has no effect here, as in AYS 8.1',
      ],
    ],
    ['a = parent:os auto:False', ['1:15 "auto" is set whatever follows its colon']],
    ['a = list:no', ['1:5 "list" is set whatever follows its colon']],
    ['a = typ:int', ['1:5 "typ" is not a tag']],
    ['a = type:str multiline', ['1:14 "multiline" is neither tag nor flag']],
    ['a = default:x default:y', ['1:15 "default" is given twice']],
    ['a = default', ['1:5 "default" has no value']],
    ['a = type:int maxval', ['1:14 "maxval" has no value']],
    ['a = descr:a regex', ['1:13 "regex" is neither tag nor flag']],
    ['a = default:"1"', ['1:5 "default" has double quotes']],
    ['a = @ASk', ['1:5 "@ASk" asks nobody']],
    ["a = descr:'an @ask'", ['1:15 "@ask" inside of another word asks for the value']],
    ['a = auto', ['1:5 "auto" has no effect here, as in AYS 8.1']],
    ['a = optional', ['1:5 "optional" has no effect here, as in AYS 8.1']],
    ['a = id', ['1:5 "id" has no effect here, as in AYS 8.1']],
    ['a = consume:b parentauto', ['1:15 "parentauto" has no effect here, as in AYS 8.1']],
    ['a = parent:b parentauto', ['1:14 AYS 8.1 ignored "parentauto"']],
    ["a = singlechoice:'x', 'y'", ['1:5 there are blanks between the choices']],
    ["a = multichoice:'x,y'", ['1:5 a field that is not a list holds one of the choices']],
    ['a = default:C:\\Data', ['1:5 "default" has a backslash before K, Q, S, D or N']],
    ['a = default:a%20b', ['1:5 "default" has a percent code']],
    ['a = default:[x]', ['1:5 the default stands in brackets']],
    ['a = type:int default:9 maxval:5', ['1:14 the default breaks the rules of its field']],
    ['a = type:port default:99999', ['1:15 the default breaks the rules of its field']],
    ['a = singlechoice:x,y default:z', ['1:22 the default breaks the rules of its field']],
    ["a = alias:'a-b'", ['1:5 no field was ever called "a-b"']],
  ])('%s is a warning with its place', (line, summaries) => {
    const reading = readLines([line])
    expect(faultsOf(reading)).toEqual(summaries.map((text) => text.replace(' ', ' warning ')))
    expect(reading.diagnostics.every(({ code }) => code === 'AYS_HRD_IGNORED')).toBe(true)
    expect(fieldsOf(reading)).toHaveLength(1)
  })

  it('is an error, and there is no model, when the reader is strict', () => {
    const reading = readLines(['a = auto'], { strict: true })
    expect(faultsOf(reading)).toEqual(['1:5 error "auto" has no effect here, as in AYS 8.1'])
    expect(reading.model).toBeUndefined()
  })

  it('is nothing in a line that says what it means', () => {
    const reading = readLines(
      [
        "size = type:int default:10 minval:1 descr:'a list, optional # auto' @ASK",
        "vdc = type:str parent:'vdc' auto optional",
        "disk = list consume:'disk':0:5 alias:'disks'",
        'ip.range = type:iprange',
      ],
      { strict: true },
    )
    expect(reading.diagnostics).toEqual([])
  })

  it('tells of a key that is defined twice where both definitions are', () => {
    const { diagnostics } = readLines(['a = type:int', 'b =', '  a = type:str'])
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        summary: '"a" is defined twice',
        source: { file: 'schema.hrd', line: 3, column: 3 },
        related: [{ file: 'schema.hrd', line: 1, column: 1 }],
      },
    ])
  })

  it('tells of two keys that become one field where both are', () => {
    const reading = readLines(['a.b = type:int', 'c =', 'aB = type:str'])
    expect(reading.diagnostics).toMatchObject([
      { summary: '"a.b" and "aB" are one field, aB', related: [{ line: 1, column: 1 }] },
    ])
    expect(fieldsOf(reading).map(({ name, type }) => [name, type.kind])).toEqual([
      ['aB', 'text'],
      ['c', 'text'],
    ])
  })
})

describe('what AYS 8.1 refused', () => {
  it('is reported whole, not only the first fault', () => {
    const reading = readLines(['max: type:int', 'ok = type:int', 'b = type:x', 'é =', 'c = type'])
    expect(faultsOf(reading)).toEqual([
      '1:1 error there is no "=" in the line',
      '3:5 error "x" is not a type',
      '4:1 error "é" cannot be the name of a field',
      '5:5 error "type" has no value',
    ])
    expect(reading).not.toHaveProperty('model')
  })

  it('has codes that say what kind of fault it is', () => {
    const { diagnostics } = readLines(['nothing', 'a-b ='])
    expect(diagnostics.map(({ code }) => code)).toEqual(['AYS_HRD_SYNTAX', 'AYS_NAME_INVALID'])
  })
})
