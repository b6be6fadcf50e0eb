import assert from 'node:assert/strict'
import { isAysError } from '../../errors/ays-error.ts'
import type { ErrorCode } from '../../errors/codes.ts'
import type { RecordData } from '../../schema/codec.ts'
import type {
  FieldModel,
  FieldRules,
  MemberModel,
  PrimitiveKind,
  SchemaModel,
  TypeModel,
} from '../../schema/schema-model.ts'

/** A schema of one struct, `Schema`, beside those given. */
export function modelOf(
  members: readonly MemberModel[],
  more: Partial<Pick<SchemaModel, 'structs' | 'enums'>> = {},
): SchemaModel {
  const structs = [{ name: 'Schema', members }, ...(more.structs ?? [])]
  return { id: '0x9a7d3c1e5f60711b', root: 'Schema', structs, enums: more.enums ?? [] }
}

/** A field; its type is the name of a primitive or a whole type. */
export function field(
  name: string,
  ordinal: number,
  type: PrimitiveKind | TypeModel,
  more: Omit<Partial<FieldModel>, 'kind' | 'name' | 'ordinal' | 'type'> = {},
): FieldModel {
  const resolved = typeof type === 'string' ? { kind: type } : type
  return { kind: 'field', name, ordinal, type: resolved, ...more }
}

export function listOf(element: PrimitiveKind | TypeModel): TypeModel {
  return { kind: 'list', element: typeof element === 'string' ? { kind: element } : element }
}

export function withRules(rules: FieldRules): { rules: FieldRules } {
  return { rules }
}

/** Every kind of field once, and the structs they need. */
export const everything: SchemaModel = modelOf(
  [
    field('void', 0, 'void'),
    field('bool', 1, 'bool'),
    field('int8', 2, 'int8'),
    field('int16', 3, 'int16'),
    field('int32', 4, 'int32'),
    field('int64', 5, 'int64'),
    field('uint8', 6, 'uint8'),
    field('uint16', 7, 'uint16'),
    field('uint32', 8, 'uint32'),
    field('uint64', 9, 'uint64'),
    field('float32', 10, 'float32'),
    field('float64', 11, 'float64'),
    field('text', 12, 'text'),
    field('data', 13, 'data'),
    field('color', 14, { kind: 'enum', name: 'Color' }),
    field('disk', 15, { kind: 'struct', name: 'Disk' }),
    field('disks', 16, listOf({ kind: 'struct', name: 'Disk' })),
    field('texts', 17, listOf('text')),
    field('bools', 18, listOf('bool')),
    field('numbers', 19, listOf('int64')),
    field('matrix', 20, listOf(listOf('uint16'))),
    field('colors', 21, listOf({ kind: 'enum', name: 'Color' })),
    field('voids', 22, listOf('void')),
    field('blobs', 23, listOf('data')),
    field('big', 24, 'uint64', withRules({ bigint: true })),
    {
      kind: 'group',
      name: 'group',
      members: [field('inner', 25, 'text'), field('size', 26, 'uint32')],
    },
    {
      kind: 'union',
      name: 'where',
      members: [
        field('nowhere', 27, 'void'),
        field('host', 28, 'text'),
        { kind: 'group', name: 'place', members: [field('x', 29, 'float64')] },
        field('on', 30, { kind: 'struct', name: 'Disk' }),
      ],
    },
    {
      kind: 'union',
      members: [field('count', 31, 'uint16'), field('label', 32, 'text')],
    },
  ],
  {
    structs: [
      {
        name: 'Disk',
        members: [field('name', 0, 'text'), field('size', 1, 'uint32', { default: 10 })],
      },
    ],
    enums: [{ name: 'Color', values: ['red', 'green', 'blue'] }],
  },
)

/** A record of {@link everything} in which each field has another value than its default. */
export const everythingSet: RecordData = {
  void: null,
  bool: true,
  int8: -128,
  int16: -32_768,
  int32: -2_147_483_648,
  int64: Number.MIN_SAFE_INTEGER,
  uint8: 255,
  uint16: 65_535,
  uint32: 4_294_967_295,
  uint64: Number.MAX_SAFE_INTEGER,
  float32: 1.5,
  float64: -0.1,
  text: 'naïve 日本語 😀 \0 "quoted" and longer than a few words, so that it is not a short one',
  data: new Uint8Array([0, 255, 7]),
  color: 'blue',
  disk: { name: 'sda', size: 0 },
  disks: [
    { name: 'sdb', size: 1 },
    { name: '', size: 10 },
  ],
  texts: ['a', '', 'ö'],
  bools: [true, false, true, true, false, false, false, true, true],
  numbers: [-1, 0, 2 ** 40],
  matrix: [[1, 2], [], [65_535]],
  colors: ['green', 'red'],
  voids: [null, null],
  blobs: [new Uint8Array([1]), new Uint8Array(0)],
  big: 2n ** 64n - 1n,
  group: { inner: 'i', size: 7 },
  where: { place: { x: 2.25 } },
  label: 'l',
}

/** What decode() gives for a record of {@link everything} in which nothing was set. */
export const everythingAbsent: RecordData = {
  void: null,
  bool: false,
  int8: 0,
  int16: 0,
  int32: 0,
  int64: 0,
  uint8: 0,
  uint16: 0,
  uint32: 0,
  uint64: 0,
  float32: 0,
  float64: 0,
  text: '',
  data: new Uint8Array(0),
  color: 'red',
  disk: undefined,
  disks: [],
  texts: [],
  bools: [],
  numbers: [],
  matrix: [],
  colors: [],
  voids: [],
  blobs: [],
  big: 0n,
  group: { inner: '', size: 0 },
  where: { nowhere: null },
  count: 0,
}

/** Fails unless `run` throws our error with this code (and path, where one is expected). */
export function assertThrows(run: () => unknown, code: ErrorCode, path?: string): void {
  assert.throws(run, (error) => {
    assert.ok(isAysError(error, code), `expected ${code}, not ${String(error)}`)
    if (path !== undefined) assert.equal(error.details['path'], path)
    return true
  })
}
