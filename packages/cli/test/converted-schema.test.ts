import type { FieldModel, MemberModel, SchemaModel, TypeModel } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { convertedSchema } from '../src/converted-schema.ts'

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

describe('a converted schema', () => {
  it('lists every field by ordinal, those of groups and unions too', () => {
    const { id, fields } = convertedSchema('a.capnp', {
      model,
      capnp: 'text',
      links: { consume: [] },
      diagnostics: [],
    })
    expect(id).toBe('0x8000000000000001')
    expect(fields).toEqual([
      { name: 'key', ordinal: 0, type: 'Data', default: null },
      { name: 'big', ordinal: 1, type: 'Int64', default: null },
      { name: 'size', ordinal: 2, type: 'UInt16', default: 80 },
      { name: 'net.mac', ordinal: 3, type: 'Data', default: null },
      { name: 'raw', ordinal: 4, type: 'Data', default: null },
      { name: 'disks', ordinal: 5, type: 'List(Disk)', default: null },
    ])
  })

  it('with errors has no model', () => {
    const converted = convertedSchema('a.hrd', { links: { consume: [] }, diagnostics: [] })
    expect(converted).toMatchObject({ file: 'a.hrd', id: null, capnp: null, fields: null })
  })
})
