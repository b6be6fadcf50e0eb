import type { FieldModel, MemberModel, SchemaModel, TypeModel } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { recordFromJson, recordToJson } from '../../src/state/record-json.ts'

const field = (
  name: string,
  ordinal: number,
  type: TypeModel,
  more: Partial<FieldModel> = {},
): FieldModel => ({ kind: 'field', name, ordinal, type, ...more })

const members: MemberModel[] = [
  field('key', 0, { kind: 'data' }),
  field('big', 1, { kind: 'int64' }, { rules: { bigint: true } }),
  field('size', 2, { kind: 'uint16' }, { default: 80 }),
  field('disks', 5, { kind: 'list', element: { kind: 'struct', name: 'Disk' } }),
  { kind: 'group', name: 'net', members: [field('mac', 3, { kind: 'data' })] },
  { kind: 'union', members: [field('raw', 4, { kind: 'data' })] },
  field('ratio', 6, { kind: 'float64' }),
]
const model: SchemaModel = {
  id: '0x8000000000000001',
  root: 'Schema',
  structs: [
    { name: 'Schema', members },
    { name: 'Schema.Disk', members: [] },
    { name: 'Disk', members: [field('uuid', 0, { kind: 'data' })] },
  ],
  enums: [],
}

describe('a record', () => {
  const json = {
    key: '00ff',
    big: '9007199254740993',
    size: 80,
    disks: [{ uuid: 'ab' }],
    net: { mac: '01' },
    raw: '02',
  }
  const record = {
    key: Uint8Array.of(0, 255),
    big: 9007199254740993n,
    size: 80,
    disks: [{ uuid: Uint8Array.of(0xab) }],
    net: { mac: Uint8Array.of(1) },
    raw: Uint8Array.of(2),
  }

  it('is JSON with Data in hexadecimal and big integers in decimal, and comes back the same', () => {
    expect(recordToJson(record)).toEqual(json)
    expect(recordFromJson(json, model)).toEqual(record)
  })

  it.each([
    [Number.NaN, 'nan'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [-0, '-0'],
    [0.1, 0.1],
  ])('keeps %d although JSON has no such number', (ratio, text) => {
    expect(recordToJson({ ratio })).toEqual({ ratio: text })
    expect(recordFromJson({ ratio: text }, model)).toEqual({ ratio })
  })

  it('has no word of a struct that nobody set', () => {
    expect(recordToJson({ size: 1, disk: undefined })).toEqual({ size: 1 })
  })

  it('with values that do not fit is left for the schema to judge', () => {
    const wrong = { key: 'xyz', big: 'many', disks: 'none', net: [], unknown: '00' }
    expect(recordFromJson(wrong, model)).toEqual(wrong)
  })
})
