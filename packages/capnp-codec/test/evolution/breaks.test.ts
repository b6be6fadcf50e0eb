import { CapnpCodec, formatSchema, parseSchema } from '@ays/capnp-codec'
import type {
  DefaultValue,
  FieldModel,
  MemberModel,
  Schema,
  SchemaModel,
  TypeModel,
} from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { convert, withFile } from '../support/capnp.ts'
import { CapnpJson } from '../support/capnp-json.ts'
import { FUZZ_SCALE, Random } from '../support/random.ts'
import { RandomValues } from '../support/random-value.ts'

const codec = new CapnpCodec()
const TYPES: readonly [TypeModel, ...TypeModel[]] = [
  { kind: 'text' },
  { kind: 'bool' },
  { kind: 'uint8' },
  { kind: 'int32' },
  { kind: 'int64' },
  { kind: 'float64' },
  { kind: 'list', element: { kind: 'text' } },
  { kind: 'list', element: { kind: 'int32' } },
  { kind: 'enum', name: 'Color' },
]
const DEFAULTS: Readonly<Record<string, DefaultValue>> = {
  bool: true,
  uint8: 7,
  int32: -5,
  int64: 9,
  float64: 1.5,
  text: 'default',
}

function modelOf(members: readonly MemberModel[]): SchemaModel {
  return {
    id: '0xd4b1f5a9c3e27a10',
    root: 'Schema',
    structs: [{ name: 'Schema', members }],
    enums: [{ name: 'Color', values: ['red', 'green', 'blue'] }],
  }
}

function randomField(random: Random, ordinal: number): FieldModel {
  const type = random.pick(TYPES)
  const initial = random.once(3) ? DEFAULTS[type.kind] : undefined
  const value = initial === undefined ? {} : { default: initial }
  return { kind: 'field', name: `f${ordinal}`, ordinal, type, ...value }
}

/** One edit of a schema, of which some break it and some do not. */
function edit(members: readonly FieldModel[], random: Random): MemberModel[] {
  const at = random.below(members.length)
  const field = members[at] ?? randomField(random, 0)
  const replace = (now: FieldModel) => members.toSpliced(at, 1, now)
  const { default: _, ...plain } = field
  const edits: [() => MemberModel[], ...(() => MemberModel[])[]] = [
    () => [...members, randomField(random, members.length)],
    () => replace({ ...field, name: `renamed${at}` }),
    () => replace({ ...plain, type: random.pick(TYPES) }),
    () => replace(plain),
    () => members.toSpliced(-1, 1),
    () => members.map((one, index) => ({ ...one, ordinal: members.length - 1 - index })),
    () => members.toSorted(() => random.below(3) - 1),
    () => [
      ...members.slice(0, -1),
      {
        kind: 'union',
        members: [...members.slice(-1), randomField(random, members.length)],
      },
    ],
    () => [...members.slice(0, -2), { kind: 'union', name: 'u', members: members.slice(-2) }],
  ]
  return random.pick(edits)()
}

/** Whether `next` finds other values in old records, by ordinal or by name. */
function differs(old: Schema, next: Schema, random: Random): boolean {
  const values = new RandomValues(random, old.model)
  const records = [{}, ...Array.from({ length: 20 }, () => values.struct('Schema'))]
  const now = (ordinal: number) => next.fields.find((field) => field.ordinal === ordinal)
  const moved = old.fields.some(({ name, ordinal }) =>
    next.fields.some((field) => field.name === name && field.ordinal !== ordinal),
  )
  return (
    moved ||
    records.some((record) => {
      const bytes = old.encode(record)
      const [before, after] = [old.decode(bytes), decoded(next, bytes)]
      return old.fields.some(({ name, ordinal }) => {
        const field = now(ordinal)
        return field === undefined || !isDeepStrictEqual(after?.[field.name], before[name])
      })
    })
  )
}

/** Undefined when it cannot even be read. */
function decoded(schema: Schema, bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    return schema.decode(bytes)
  } catch {
    return undefined
  }
}

describe('breaks', () => {
  it('is empty where every old record reads the same, and only there, after any edit', () => {
    const random = new Random(51)
    const rounds = { harmless: 0, breaking: 0 }
    const wrong: string[] = []
    for (let round = 0; round < 300 * Math.min(FUZZ_SCALE, 20); round++) {
      const count = 2 + random.below(8)
      const members = Array.from({ length: count }, (_, ordinal) => randomField(random, ordinal))
      const old = codec.compile(modelOf(members))
      const next = codec.compile(modelOf(edit(members, random)))
      const breaks = old.breaks(next).length > 0
      rounds[breaks ? 'breaking' : 'harmless']++
      if (differs(old, next, random) !== breaks) wrong.push(formatSchema(next.model))
    }
    expect(wrong).toEqual([])
    expect(Math.min(rounds.harmless, rounds.breaking)).toBeGreaterThan(50)
  })

  it('lets a schema grow for ever: its first records read as the official tool reads them', () => {
    const random = new Random(52)
    let members: readonly FieldModel[] = [randomField(random, 0)]
    const records: Uint8Array[] = []
    let last = codec.compile(modelOf(members))
    for (let step = 1; step < 30; step++) {
      records.push(last.encode(new RandomValues(random, last.model).struct('Schema')))
      members = [...members, randomField(random, step)]
      const next = codec.compile(modelOf(members))
      expect(last.breaks(next)).toEqual([])
      last = next
    }
    const json = new CapnpJson(last.model)
    withFile(formatSchema(last.model), (file) => {
      const printed = convert(['binary:json', '--short', file, 'Schema'], Buffer.concat(records))
      const lines = printed.toString().trim().split('\n')
      expect(lines.map((line) => json.read(JSON.parse(line), 'Schema'))).toEqual(
        records.map((bytes) => last.decode(bytes)),
      )
    })
  })

  it('names what writing a newer record back through an older schema would lose', () => {
    const [a, b]: FieldModel[] = ['a', 'b'].map((name, ordinal) => ({
      kind: 'field',
      name,
      ordinal,
      type: { kind: 'text' },
    }))
    if (a === undefined || b === undefined) throw new Error('two fields')
    const [older, newer] = [[a], [a, b]].map((members) => codec.compile(modelOf(members)))
    expect(older && newer?.breaks(older)).toMatchObject([{ path: 'b', kind: 'removed' }])
  })

  it('sees a field that becomes a member of its own of the union it was in', () => {
    const [old, next] = ['b @1 :Text; }', '} h :group { b @1 :Text; }'].map((end) => {
      const text = `@0xd4b1f5a9c3e27a10;
struct Schema { union { g :group { a @0 :Text; ${end} c @2 :Text; } }`
      const { model } = parseSchema(text, { file: 'x' })
      if (model === undefined) throw new Error('no model')
      return codec.compile(model)
    })
    expect(next && old?.breaks(next)).toMatchObject([
      { path: 'g.b', kind: 'offset' },
      { path: 'c', kind: 'offset' },
    ])
  })
})
