import { CapnpCodec } from '@ays/capnp-codec'
import { hrdFormat } from '@ays/hrd'
import { expect, it } from 'vitest'
import { readFields } from '../../src/blueprint/read-fields.ts'

const { model } = hrdFormat.read('rules = type:dict\nplan = type:yaml\nraw = type:json\n', {
  file: 'schema.hrd',
  pack: 'test',
  template: 'web',
})
if (!model) throw new Error('the schema of this test has faults')
const template = { name: 'web', schema: new CapnpCodec().compile(model), links: { consume: [] } }

it.each([
  ['rules', { a: 1 }, '{"a":1}'],
  ['plan', ['x', 2], '["x",2]'],
  ['raw', { deep: { er: null } }, '{"deep":{"er":null}}'],
  ['plan', 'steps:\n  - one\n', 'steps:\n  - one\n'],
])('%s takes a mapping or a list, and keeps it as text', (field, given, kept) => {
  const { fields, faults } = readFields(template, { [field]: given })
  expect(faults).toEqual([])
  expect(fields).toEqual({ [field]: kept })
})

it.each([
  ['rules', 'a: 1'],
  ['rules', '[1]'],
  ['plan', 'a: [1'],
  ['raw', '{'],
])('%s refuses the text %s', (field, given) => {
  expect(readFields(template, { [field]: given }).faults).toMatchObject([
    { code: 'AYS_FIELD_INVALID', path: [field] },
  ])
})
