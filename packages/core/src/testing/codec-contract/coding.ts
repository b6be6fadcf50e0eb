import assert from 'node:assert/strict'
import type { Codec } from '../../schema/codec.ts'
import type { ContractCase } from '../contract.ts'
import {
  assertThrows,
  everything,
  everythingAbsent,
  everythingSet,
  field,
  listOf,
  modelOf,
  withRules,
} from './support.ts'

/** encode() and decode(). */
export const codingCases: readonly ContractCase<Codec>[] = [
  {
    name: 'what is encoded is what is decoded, for every type and its extreme values',
    run: async (codec) => {
      const schema = codec.compile(everything)
      assert.deepEqual(schema.decode(schema.encode(everythingSet)), everythingSet)
    },
  },
  {
    name: 'missing fields take the zero of their type, a struct is absent, a union is its first member',
    run: async (codec) => {
      const schema = codec.compile(everything)
      assert.deepEqual(schema.decode(schema.encode({})), everythingAbsent)
      assert.deepEqual(schema.decode(schema.encode({ text: undefined })), everythingAbsent)
    },
  },
  {
    name: 'missing fields take the defaults of the schema, a fresh value each time',
    run: async (codec) => {
      const schema = codec.compile(defaults)
      const decoded = schema.decode(schema.encode({}))
      assert.deepEqual(decoded, defaultValues)
      const { list } = decoded
      if (Array.isArray(list)) list.push(9)
      assert.deepEqual(schema.decode(schema.encode({})), defaultValues)
    },
  },
  {
    name: 'the zero of a type can be stored where the default is another value',
    run: async (codec) => {
      const schema = codec.compile(defaults)
      const zeros = {
        bool: false,
        int32: 0,
        uint64: 0,
        float64: 0,
        text: '',
        data: new Uint8Array(0),
        color: 'red',
        list: [],
        disk: { name: '', size: 0 },
        big: 0n,
      }
      assert.deepEqual(schema.decode(schema.encode(zeros)), zeros)
    },
  },
  {
    name: 'floats keep every bit that their type has',
    run: async (codec) => {
      const schema = codec.compile(modelOf([field('a', 0, 'float64'), field('b', 1, 'float32')]))
      for (const a of [-0, 5e-324, 1.7976931348623157e308, Infinity, -Infinity, Number.NaN, 0.1])
        assert.ok(Object.is(schema.decode(schema.encode({ a }))['a'], a), `${a}`)
      assert.equal(schema.decode(schema.encode({ b: 0.1 }))['b'], Math.fround(0.1))
    },
  },
  {
    name: 'a list of structs may be long, and a record as large as a store takes',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const disks = Array.from({ length: 20_000 }, (_, size) => ({ name: `disk ${size}`, size }))
      const text = 'x'.repeat(1 << 20)
      const decoded = schema.decode(schema.encode({ disks, text }))
      assert.deepEqual(decoded['disks'], disks)
      assert.equal(decoded['text'], text)
    },
  },
  {
    name: 'encoding the same value gives the same bytes, which no later encoding changes',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const first = schema.encode(everythingSet)
      const copy = Uint8Array.from(first)
      for (let index = 0; index < 200; index++) schema.encode({ text: 'y'.repeat(index * 50) })
      assert.deepEqual(Uint8Array.from(first), copy)
      assert.deepEqual(Uint8Array.from(schema.encode(everythingSet)), copy)
    },
  },
  {
    name: 'bytes are read wherever they lie in their buffer',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const bytes = schema.encode(everythingSet)
      for (const offset of [1, 3, 4]) {
        const moved = new Uint8Array(bytes.length + 8).subarray(offset, offset + bytes.length)
        moved.set(bytes)
        assert.deepEqual(schema.decode(moved), everythingSet)
      }
    },
  },
  {
    name: 'a value that does not fit is refused with the path of the first fault',
    run: async (codec) => {
      const schema = codec.compile(everything)
      for (const [path, value] of misfits)
        assertThrows(() => schema.encode(value), 'AYS_DATA_INVALID', path)
      assert.deepEqual(schema.decode(schema.encode({})), everythingAbsent)
    },
  },
  {
    name: '64-bit integers are numbers within ±(2^53-1), beyond they are refused both ways',
    run: async (codec) => {
      const narrow = codec.compile(modelOf([field('n', 0, listOf('int64'))]))
      const wide = codec.compile(modelOf([field('n', 0, listOf('int64'), bigint)]))
      assertThrows(() => narrow.encode({ n: [0, 2 ** 53] }), 'AYS_DATA_INVALID', 'n[1]')
      assertThrows(() => narrow.encode({ n: [1n] }), 'AYS_DATA_INVALID', 'n[0]')
      const beyond = wide.encode({ n: [0n, -(2n ** 63n)] })
      assert.deepEqual(wide.decode(beyond), { n: [0n, -(2n ** 63n)] })
      assertThrows(() => narrow.decode(beyond), 'AYS_MESSAGE_INVALID', 'n[1]')
    },
  },
  {
    name: 'a $bigint field also takes a safe integer',
    run: async (codec) => {
      const schema = codec.compile(modelOf([field('n', 0, 'uint64', bigint)]))
      assert.deepEqual(schema.decode(schema.encode({ n: 5 })), { n: 5n })
      assertThrows(() => schema.encode({ n: 2n ** 64n }), 'AYS_DATA_INVALID', 'n')
      assertThrows(() => schema.encode({ n: -1n }), 'AYS_DATA_INVALID', 'n')
    },
  },
  {
    name: 'bytes that are no record give AYS_MESSAGE_INVALID',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const bytes = schema.encode(everythingSet)
      for (const broken of [new Uint8Array(0), bytes.subarray(0, 11), bytes.map(() => 0xff)])
        assertThrows(() => schema.decode(broken), 'AYS_MESSAGE_INVALID')
    },
  },
  {
    name: 'view() shows what decode() gives, without reading what is not asked for',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const view = schema.view(schema.encode(everythingSet))
      assert.equal(view['text'], everythingSet['text'])
      assert.equal(view['big'], everythingSet['big'])
      assert.equal(view['label'], 'l')
      assert.equal(view['count'], undefined)
      assert.deepEqual(elements(view['numbers']), everythingSet['numbers'])
      assert.deepEqual(elements(view['texts']), everythingSet['texts'])
      assert.equal(elements(view['disks']).length, 2)
    },
  },
]

const bigint = withRules({ bigint: true })

const defaults = modelOf(
  [
    field('bool', 0, 'bool', { default: true }),
    field('int32', 1, 'int32', { default: -70_000 }),
    field('uint64', 2, 'uint64', { default: 4_000_000_000 }),
    field('float64', 3, 'float64', { default: -2.5 }),
    field('text', 4, 'text', { default: 'tëxt' }),
    field('data', 5, 'data', { default: '00ff' }),
    field('color', 6, { kind: 'enum', name: 'Color' }, { default: 'blue' }),
    field('list', 7, listOf('int16'), { default: [1, -2] }),
    field('disk', 8, { kind: 'struct', name: 'Disk' }, { default: { name: 'sda' } }),
    field('big', 9, 'int64', { default: '-9223372036854775808', ...bigint }),
  ],
  {
    structs: [{ name: 'Disk', members: [field('name', 0, 'text'), field('size', 1, 'uint8')] }],
    enums: [{ name: 'Color', values: ['red', 'green', 'blue'] }],
  },
)

const defaultValues = {
  bool: true,
  int32: -70_000,
  uint64: 4_000_000_000,
  float64: -2.5,
  text: 'tëxt',
  data: new Uint8Array([0, 255]),
  color: 'blue',
  list: [1, -2],
  disk: { name: 'sda', size: 0 },
  big: -(2n ** 63n),
}

const misfits: readonly [path: string, value: Readonly<Record<string, unknown>>][] = [
  ['void', { void: 1 }],
  ['bool', { bool: 1 }],
  ['int8', { int8: 128 }],
  ['int16', { int16: 1.5 }],
  ['int32', { int32: '1' }],
  ['int64', { int64: 1n }],
  ['uint8', { uint8: -1 }],
  ['uint16', { uint16: 70_000 }],
  ['uint32', { uint32: Number.NaN }],
  ['uint64', { uint64: -1 }],
  ['float32', { float32: 1e300 }],
  ['float64', { float64: '1' }],
  ['text', { text: 5 }],
  ['text', { text: null }],
  ['data', { data: [1, 2] }],
  ['color', { color: 'mauve' }],
  ['color', { color: 1 }],
  ['disk', { disk: [] }],
  ['disk.size', { disk: { size: -1 } }],
  ['disks[1].name', { disks: [{}, { name: 5 }] }],
  ['disks[0]', { disks: [null] }],
  ['texts', { texts: 'a' }],
  ['matrix[1][2]', { matrix: [[], [1, 2, -3]] }],
  ['bools[0]', { bools: [1] }],
  ['voids[0]', { voids: [0] }],
  ['blobs[0]', { blobs: ['a'] }],
  ['big', { big: 1.5 }],
  ['group', { group: 'a' }],
  ['group.size', { group: { size: -1 } }],
  ['where', { where: { host: 'a', nowhere: null } }],
  ['where.place.x', { where: { place: { x: 'a' } } }],
  ['', { count: 1, label: 'a' }],
]

function elements(list: unknown): unknown[] {
  assert.ok(typeof list === 'object' && list !== null && Symbol.iterator in list)
  const iterable: unknown = list
  return isIterable(iterable) ? [...iterable] : []
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
