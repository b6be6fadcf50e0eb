import assert from 'node:assert/strict'
import type { Break, Codec } from '../../schema/codec.ts'
import type { MemberModel, SchemaModel } from '../../schema/schema-model.ts'
import type { ContractCase } from '../contract.ts'
import { field, listOf, modelOf } from './support.ts'

const disk = { kind: 'struct', name: 'Disk' } as const
const color = { kind: 'enum', name: 'Color' } as const
const members: readonly MemberModel[] = [
  field('name', 0, 'text'),
  field('size', 1, 'uint32', { default: 10 }),
  field('color', 2, color),
  field('disk', 3, disk),
  field('sizes', 4, listOf('int64')),
  { kind: 'union', members: [field('x', 5, 'uint16'), field('y', 6, 'text')] },
]
const structs = [{ name: 'Disk', members: [field('size', 0, 'uint32')] }]
const enums = [{ name: 'Color', values: ['red', 'green'] }]
const old: SchemaModel = modelOf(members, { structs, enums })

const grown: SchemaModel = modelOf(
  [
    ...members.slice(0, 5),
    {
      kind: 'union',
      members: [field('x', 5, 'uint16'), field('y', 6, 'text'), field('z', 7, 'float64')],
    },
    field('added', 8, 'bool', { default: true }),
  ],
  {
    structs: [
      {
        name: 'Disk',
        members: [field('size', 0, 'uint32'), field('label', 1, 'text', { default: 'none' })],
      },
    ],
    enums: [{ name: 'Color', values: ['red', 'green', 'blue'] }],
  },
)

function breaking(): [what: string, path: string, kind: Break['kind'], next: SchemaModel][] {
  const replace = (index: number, ...now: MemberModel[]) =>
    modelOf(members.toSpliced(index, 1, ...now), { structs, enums })
  const [name, size] = [field('name', 1, 'text'), field('size', 0, 'uint32', { default: 10 })]
  const ungrouped = [field('x', 5, 'uint16'), field('y', 6, 'text')]
  return [
    ['a field that is gone', 'sizes', 'type', replace(4, field('other', 4, 'void'))],
    ['the end of the schema that is gone', 'y', 'removed', replace(5, field('x', 5, 'uint16'))],
    ['another type', 'name', 'type', replace(0, field('name', 0, 'data'))],
    [
      'another size of number',
      'size',
      'type',
      replace(1, field('size', 1, 'uint64', { default: 10 })),
    ],
    ['another element of a list', 'sizes[]', 'type', replace(4, field('sizes', 4, listOf('text')))],
    ['another default', 'size', 'default', replace(1, field('size', 1, 'uint32', { default: 11 }))],
    ['no default any more', 'size', 'default', replace(1, field('size', 1, 'uint32'))],
    ['a union that is gone', 'y', 'union', replace(5, ...ungrouped)],
    [
      'two fields that change places',
      'name',
      'ordinal',
      modelOf([name, size, ...members.slice(2)], { structs, enums }),
    ],
    [
      'a value of an enum that is gone',
      'color',
      'enum',
      modelOf(members, { structs, enums: [{ name: 'Color', values: ['red'] }] }),
    ],
    [
      'another type inside a struct',
      'disk.size',
      'type',
      modelOf(members, {
        structs: [{ name: 'Disk', members: [field('size', 0, 'text')] }],
        enums,
      }),
    ],
  ]
}

/** Records that outlive their schema: breaks(), and reading across schemas. */
export const evolvingCases: readonly ContractCase<Codec>[] = [
  {
    name: 'a schema does not break itself',
    run: async (codec) => {
      assert.deepEqual(codec.compile(old).breaks(codec.compile(old)), [])
    },
  },
  {
    name: 'what is added breaks nothing, and old records give it its default',
    run: async (codec) => {
      const before = codec.compile(old)
      const after = codec.compile(grown)
      assert.deepEqual(before.breaks(after), [])
      const bytes = before.encode({ name: 'a', color: 'red', disk: { size: 1 }, x: 5 })
      assert.deepEqual(after.decode(bytes), {
        name: 'a',
        size: 10,
        color: 'red',
        disk: { size: 1, label: 'none' },
        sizes: [],
        x: 5,
        added: true,
      })
    },
  },
  {
    name: 'new records are read through the old schema without what was added',
    run: async (codec) => {
      const bytes = codec.compile(grown).encode({
        name: 'a',
        color: 'blue',
        disk: { size: 1, label: 'l' },
        added: false,
      })
      const decoded = codec.compile(old).decode(bytes)
      // An enum value without a name is its number, or its name where records hold names.
      assert.ok(decoded['color'] === 2 || decoded['color'] === 'blue')
      assert.deepEqual(
        { ...decoded, color: '' },
        {
          name: 'a',
          size: 10,
          color: '',
          disk: { size: 1 },
          sizes: [],
          x: 0,
        },
      )
    },
  },
  {
    name: 'a list of values may become a list of structs that begin with one',
    run: async (codec) => {
      const before = codec.compile(modelOf([field('l', 0, listOf('uint32'))]))
      const items = [
        {
          name: 'Item',
          members: [field('value', 0, 'uint32'), field('note', 1, 'text', { default: 'n' })],
        },
      ]
      const after = codec.compile(
        modelOf([field('l', 0, listOf({ kind: 'struct', name: 'Item' }))], { structs: items }),
      )
      assert.deepEqual(before.breaks(after), [])
      assert.deepEqual(after.decode(before.encode({ l: [7, 8] })), {
        l: [
          { value: 7, note: 'n' },
          { value: 8, note: 'n' },
        ],
      })
    },
  },
  ...breaking().map(([what, path, kind, next]): ContractCase<Codec> => ({
    name: `${what} is a break that names the field`,
    run: async (codec) => {
      const breaks = codec.compile(old).breaks(codec.compile(next))
      const found = breaks.some((one) => one.path === path && one.kind === kind)
      assert.ok(found, `expected ${kind} of ${path} in ${JSON.stringify(breaks)}`)
    },
  })),
]
