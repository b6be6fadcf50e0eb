import { expect, it } from 'vitest'
import { formatType } from '../../src/schema/format-type.ts'

it('types are written as Cap’n Proto writes them', () => {
  const kinds = ['void', 'bool', 'int64', 'uint8', 'float32', 'text', 'data'] as const
  expect(kinds.map((kind) => formatType({ kind }))).toEqual([
    'Void',
    'Bool',
    'Int64',
    'UInt8',
    'Float32',
    'Text',
    'Data',
  ])
  expect(formatType({ kind: 'enum', name: 'Color' })).toBe('Color')
  expect(formatType({ kind: 'list', element: { kind: 'text' } })).toBe('List(Text)')
})
