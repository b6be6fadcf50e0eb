import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import type { SchemaModel } from '@ays/core'
import { hrdFormat } from '@ays/hrd'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomData } from '../src/random-data.ts'
import { isHarmless } from '../src/random-value.ts'

const NONE = { fields: {}, own: [] }
const codec = new CapnpCodec()

function modelOf(text: string, format: typeof capnpFormat): SchemaModel {
  const source = { pack: 'test', template: 'test', file: `schema${format.extension}` }
  const { model, diagnostics } = format.read(text, source)
  if (!model) throw new Error(JSON.stringify(diagnostics))
  return model
}

/** Every type of HRD, and every rule. */
const HRD = [
  ...'str multiline int float bool password email tel ipaddr iprange port date datetime duration'.split(
    ' ',
  ),
  ...'guid url path dict yaml json list'.split(' '),
]
  .map((type) => `a_${type} = type:${type}\nl_${type} = type:${type} list\n`)
  .join('')
const RULES = `low = type:int minval:3 maxval:7
ratio = type:float minval:0.5 maxval:0.75
name = type:str regex:'[a-z]{3,5}'
color = type:dropdown dropdownvals:'red,green'
given = type:str default:'x'
`

const CAPNP = `@0xd1c5a1f3b6e08a48;
enum Color { red @0; green @1; }
struct Disk { size @0 :UInt32; parts @1 :List(Disk); inner @2 :Disk; }
struct Schema {
  a @0 :Int8; b @1 :UInt64; c @2 :Float64; d @3 :Data; e @4 :Void; f @5 :AnyPointer;
  color @6 :Color; colors @7 :List(Color); disk @8 :Disk; disks @9 :List(Disk); deep @10 :List(List(Text));
  union { x @11 :Text; y @12 :Disk; }
  choice :union { one @13 :Int16; two @14 :Void; three :group { p @15 :Text; q @16 :Int32; } }
}
`

describe.each([
  ['every type of HRD', modelOf(HRD, hrdFormat)],
  ['every rule of HRD', modelOf(RULES, hrdFormat)],
  ['structs, unions and groups', modelOf(CAPNP, capnpFormat)],
])('random data of a schema with %s', (_, model) => {
  it('is what the schema takes, also after it was written as JSON', () => {
    const schema = codec.compile(model)
    fc.assert(
      fc.property(randomData(model, NONE), (data) => {
        expect(schema.check(JSON.parse(JSON.stringify(data)))).toEqual([])
      }),
    )
  })

  it('says something of each member that a blueprint can write', () => {
    const seen = new Set(fc.sample(randomData(model, NONE), 200).flatMap(Object.keys))
    const members = model.structs.find(({ name }) => name === model.root)?.members ?? []
    const unwritable = ['d', 'e', 'f']
    const names = members.flatMap((member) =>
      member.name === undefined ? ['x', 'y'] : [member.name],
    )
    expect(names.filter((name) => !seen.has(name) && !unwritable.includes(name))).toEqual([])
  })
})

describe('random data', () => {
  const model = modelOf(`${RULES}free = type:str\nplace = type:path\n`, hrdFormat)

  it('has what test.json gives, and never what the actions set', () => {
    const hints = { fields: { free: ['a/b', 'c/d'] }, own: ['name'] }
    for (const data of fc.sample(randomData(model, hints), 50)) {
      expect(['a/b', 'c/d']).toContain(data['free'])
      expect(data).not.toHaveProperty('name')
    }
  })

  it('leaves a default alone at times, and always gives what has none', () => {
    const samples = fc.sample(randomData(model, NONE), 100)
    expect(new Set(samples.map((data) => 'given' in data))).toEqual(new Set([true, false]))
    expect(samples.every((data) => 'free' in data && 'place' in data)).toBe(true)
  })

  it('does no harm in a path or in a line of a shell', () => {
    const texts = fc
      .sample(randomData(model, NONE), 1000)
      .flatMap(({ free, place }) => [free, place])
    expect(texts.filter((text) => typeof text !== 'string' || !isHarmless(text))).toEqual([])
  })

  it('leaves a field to its default when nothing harmless matches its pattern', () => {
    const bad = modelOf(`root = type:str regex:'/[a-z]+'\nodd = type:str regex:'[a-z'\n`, hrdFormat)
    for (const data of fc.sample(randomData(bad, NONE), 20)) expect(data).toEqual({})
  })
})

it.each(['', ' a', 'a ', '/', '..', 'a/b', 'a;b', '$HOME', 'a\nb', '*', '~', '-rf'])(
  'the text %j might do harm',
  (text) => {
    expect(isHarmless(text)).toBe(false)
  },
)
