import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/yaml/parse-yaml.ts'

const parse = (text: string, repeatedKeys = false) =>
  parseYaml(text, 'site.yaml', { code: 'AYS_BLUEPRINT_SYNTAX', repeatedKeys })

const placesOf = (text: string) =>
  parse(text).diagnostics.map(({ code, source }) => `${source?.line}:${source?.column} ${code}`)

describe('a text without faults', () => {
  it('is its value, and each key of the root knows its place', () => {
    const document = parse('# first\na: 1\n\nb: {c: [2]}\n')
    expect(document.value).toEqual({ a: 1, b: { c: [2] } })
    expect(document.entries).toEqual([
      { key: 'a', value: 1, line: 2, column: 1 },
      { key: 'b', value: { c: [2] }, line: 4, column: 1 },
    ])
  })

  it('tells where each part of it stands', () => {
    const document = parse('a:\n  b:\n    - c: 1\n    - d: 2\n')
    expect(document.locate([0, 'b', 1, 'd'])).toEqual({ file: 'site.yaml', line: 4, column: 7 })
  })

  it('tells where keys stand that share a line, also behind an alias', () => {
    const document = parse('{ a: &x { k: 1 }, b: *x }')
    expect(document.entries.map(({ key, line, column }) => [key, line, column])).toEqual([
      ['a', 1, 3],
      ['b', 1, 19],
    ])
    expect(document.locate(['b', 'k'])).toMatchObject({ line: 1, column: 11 })
  })

  it('names the nearest part above one that is not there', () => {
    expect(parse('a:\n  b: 1\n').locate([0, 'b', 'x'])).toMatchObject({ line: 2, column: 3 })
  })

  it.each(['', '# only a comment\n', '---\n'])('%j is empty, not faulty', (text) => {
    expect(parse(text)).toMatchObject({ value: undefined, entries: [], diagnostics: [] })
  })

  it.each([
    ['words of YAML 1.1 and dates stay texts', 'a: yes\nb: 2017-01-03\n', ['yes', '2017-01-03']],
    ['line ends and a byte order mark are no matter', '\uFEFFa: 1\r\nb: x\r\n', [1, 'x']],
    ['merge keys merge', 'a: &x {k: 1}\nb:\n  <<: *x\n', [{ k: 1 }, { k: 1 }]],
    ['binary is bytes', 'a: !!binary AQI=\nb: 0\n', [Uint8Array.of(1, 2), 0]],
  ])('%s', (_, text, values) => {
    expect(parse(text).entries.map(({ value }) => value)).toEqual(values)
  })
})

describe('repeated keys of the root', () => {
  const text = 'a: 1\nactions: [x]\na: 2\n'

  it('are all kept in their order where they are allowed, each with its place', () => {
    const { entries, diagnostics } = parse(text, true)
    expect(diagnostics).toEqual([])
    expect(entries.map(({ key, value, line }) => [key, value, line])).toEqual([
      ['a', 1, 1],
      ['actions', ['x'], 2],
      ['a', 2, 3],
    ])
  })

  it('are one fault that names both places where they are not', () => {
    expect(parse(text).diagnostics).toMatchObject([{ source: { line: 3 }, related: [{ line: 1 }] }])
  })

  it('do not excuse those below the root', () => {
    expect(parse('a: {b: 1,\n  b: 2}\n', true).diagnostics).toMatchObject([{ source: { line: 2 } }])
  })
})

describe('a text that is no YAML', () => {
  it.each([
    ['an open list', 'a: [1\n', ['2:1 AYS_BLUEPRINT_SYNTAX']],
    ['tabs', 'a:\n\tb: 1\n', ['2:1 AYS_BLUEPRINT_SYNTAX']],
    ['an unknown anchor', 'a: 1\nb: *x\n', ['2:6 AYS_BLUEPRINT_SYNTAX']],
    ['a second document', 'a: 1\n---\nb: 2\n', ['2:1 AYS_BLUEPRINT_SYNTAX']],
    ['an unknown tag', 'a: 1\nb: !secret x\n', ['2:13 AYS_BLUEPRINT_SYNTAX']],
    ['a quote too many', "a:\n  key: '{x}''\n  - b\n", ['4:1 AYS_BLUEPRINT_SYNTAX']],
    [
      'a quote too many after repeated keys',
      "a: 1\na: 2\nb: '{x}''\n  - b\n",
      ['5:1 AYS_BLUEPRINT_SYNTAX'],
    ],
  ])('with %s is told with its line and column, and has no value', (_, text, places) => {
    expect(placesOf(text)).toEqual(places)
    expect(parse(text, true)).toMatchObject({ value: undefined, entries: [] })
  })

  it('is told with every fault that can be found', () => {
    expect(placesOf('a: "\\q"\nb: 1\nc: "\\z"\n')).toHaveLength(2)
  })

  it('is told when it is nested without end', () => {
    expect(placesOf(`a: ${'['.repeat(5000)}`)[0]).toMatch(/AYS_BLUEPRINT_SYNTAX/)
  })
})
