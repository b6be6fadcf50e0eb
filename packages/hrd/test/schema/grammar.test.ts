import { describe, expect, it } from 'vitest'
import { fieldsOf, readField, readLines } from '../support/read-text.ts'

describe('a line of a schema', () => {
  it('is split at the first "=" and read whatever the white space around', () => {
    const reading = readLines(['  ssh.port\t =\ttype:int   default:22  \r', '', '\t# nothing'])
    expect(fieldsOf(reading)).toEqual([
      { kind: 'field', name: 'sshPort', ordinal: 0, type: { kind: 'int64' }, default: 22 },
    ])
    expect(reading.diagnostics).toEqual([])
  })

  it.each([
    ["a = default:'x y'", 'x y'],
    ["a = default:'a:b,c'", 'a:b,c'],
    ['a = default:a:b', 'a:b'],
    ["a = default:'one'' two'", 'one two'],
    ['a = default:"1"', '"1"'],
    ["a = default:it's", "it's"],
    ["a = default:'two\\nlines'", 'two\nlines'],
    ['a = default:100%25', '100%'],
    ['a = default:caf%C3%A9', 'café'],
    ["a = DEFAULT:'Case'", 'Case'],
    ['a = default:[x]', '[x]'],
    ['a = default:C:\\Data', 'C:\\Data'],
    ["a = default: ''", undefined],
    ['a = default', 'True'],
    ['a = default:one default:two', 'two'],
  ])('%s has the default %j', (line, expected) => {
    expect(readField(line)?.default).toBe(expected)
  })

  it.each([
    ['a = type:int list', { kind: 'list', element: { kind: 'int64' } }],
    ['a = LIST TYPE:INT', { kind: 'list', element: { kind: 'int64' } }],
    ["a = type:'str'", { kind: 'text' }],
    ['a = list:False', { kind: 'list', element: { kind: 'text' } }],
    ['a = descr:optional list of things', { kind: 'list', element: { kind: 'text' } }],
    ['a = type:str # list of x', { kind: 'list', element: { kind: 'text' } }],
    ["a = descr:don't type:int descr2:can't", { kind: 'text' }],
    ["a = descr:'a\tlist'", { kind: 'list', element: { kind: 'text' } }],
    ['a = minval:1', { kind: 'int64' }],
    ['a = type:string maxval:5', { kind: 'int64' }],
    ['a = type:float minval:0.5', { kind: 'float32' }],
    ["a = 'list:x'", { kind: 'text' }],
    ['a = minval', { kind: 'int64' }],
    ['a =', { kind: 'text' }],
    ['a = :list', { kind: 'text' }],
  ])('%s has the type that AYS 8.1 read', (line, type) => {
    expect(readField(line)?.type).toEqual(type)
  })

  it.each([
    ["a = descr:'the__size\\nin GB '", 'the size\nin GB'],
    ['a = descr:size', 'size'],
    ["a = descr:''", undefined],
  ])('%s has the documentation %j', (line, doc) => {
    expect(readField(line)?.doc).toBe(doc)
  })

  it('asks for @ask and @ASK anywhere in the line, not for @Ask', () => {
    expect(readField('a = @ask')?.rules).toEqual({ ask: true })
    expect(readField('a = @ASK type:int')?.rules).toEqual({ ask: true })
    expect(readField("a = descr:'an @ask inside'")?.rules).toEqual({ ask: true })
    expect(readField('a = @Ask')?.rules).toBeUndefined()
  })

  it('that repeats a key keeps the first place and has the last definition', () => {
    const reading = readLines(['a = type:int', 'b =', "a = default:'x'"])
    expect(fieldsOf(reading).map(({ name, type }) => [name, type.kind])).toEqual([
      ['a', 'text'],
      ['b', 'text'],
    ])
  })

  it('may be missing: an empty schema has no fields', () => {
    expect(readLines(['', '# nothing']).model?.structs).toEqual([{ name: 'Schema', members: [] }])
  })
})
