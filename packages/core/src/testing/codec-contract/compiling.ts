import assert from 'node:assert/strict'
import type { Service } from '../../model/model.gen.ts'
import type { Codec } from '../../schema/codec.ts'
import type { SchemaModel } from '../../schema/schema-model.ts'
import type { ContractCase } from '../contract.ts'
import { assertThrows, everything, field, listOf, modelOf, withRules } from './support.ts'

/** compile(), what a schema says of itself, and record(). */
export const compilingCases: readonly ContractCase<Codec>[] = [
  ...Object.entries(invalid()).map(([what, model]): ContractCase<Codec> => ({
    name: `${what} has no layout`,
    run: async (codec) => assertThrows(() => codec.compile(model), 'AYS_SCHEMA_INVALID'),
  })),
  {
    name: 'a schema tells its model and the fields of its root struct',
    run: async (codec) => {
      const schema = codec.compile(everything)
      assert.deepEqual(schema.model, everything)
      const names = schema.fields.map(({ name }) => name)
      assert.deepEqual(names.slice(0, 3), ['void', 'bool', 'int8'])
      assert.ok(names.includes('label') && !names.includes('inner') && !names.includes('host'))
    },
  },
  {
    name: 'equal models have one hash; layout, defaults, rules and docs change it',
    run: async (codec) => {
      const hashOf = (model: SchemaModel) => codec.compile(model).hash
      const base = modelOf([field('a', 0, 'text')])
      assert.match(hashOf(base), /^[0-9a-f]{64}$/)
      assert.equal(hashOf(base), hashOf(modelOf([field('a', 0, 'text')])))
      const others = [
        modelOf([field('b', 0, 'text')]),
        modelOf([field('a', 0, 'data')]),
        modelOf([field('a', 0, 'text', { default: 'x' })]),
        modelOf([field('a', 0, 'text', { doc: 'x' })]),
        modelOf([field('a', 0, 'text', withRules({ secret: true }))]),
        modelOf([field('a', 0, 'text'), field('b', 1, 'text')]),
        { ...base, id: '0x9a7d3c1e5f60711c' },
      ]
      assert.equal(new Set([base, ...others].map(hashOf)).size, others.length + 1)
    },
  },
  {
    name: 'types() exports the root under its own name',
    run: async (codec) => {
      const types = codec.compile(modelOf([field('a', 0, listOf('text'))])).types()
      assert.match(types, /export (interface|type) Schema\b[^]*\ba: string\[\]/)
    },
  },
  {
    name: 'records of AYS are encoded and decoded with their defaults',
    run: async (codec) => {
      const record = codec.record<Partial<Service>>('Service')
      const service = {
        uid: 'u1',
        role: 'node',
        data: new Uint8Array([1]),
        links: [{ role: 'a', name: 'b', uid: 'u2', argname: 'a', parent: true, named: false }],
        created: 1_700_000_000_000,
      }
      const decoded = record.decode(record.encode(service))
      assert.deepEqual({ ...decoded, ...service }, decoded)
      assert.equal(decoded.name, '')
      assert.equal(decoded.origin, 'blueprint')
      const job = codec.record<{ grownBy?: number }>('Job')
      assert.equal(job.decode(job.encode({})).grownBy, -1)
    },
  },
  {
    name: 'a record that does not fit is refused with the path, and malformed bytes as such',
    run: async (codec) => {
      const record = codec.record<unknown>('Service')
      assertThrows(
        () => record.encode({ links: [{}, { role: 5 }] }),
        'AYS_DATA_INVALID',
        'links[1].role',
      )
      assertThrows(() => record.encode('no object'), 'AYS_DATA_INVALID')
      assertThrows(() => record.decode(new Uint8Array(3)), 'AYS_MESSAGE_INVALID')
    },
  },
  {
    name: 'there is no record that model.capnp does not have',
    run: async (codec) => assertThrows(() => codec.record('Nonsense'), 'AYS_SCHEMA_INVALID'),
  },
]

function invalid(): Readonly<Record<string, SchemaModel>> {
  const a = field('a', 0, 'text')
  return {
    'a model without its root': { ...modelOf([a]), root: 'Other' },
    'a model whose id has not its first bit set': { ...modelOf([a]), id: '0x1234' },
    'an ordinal that is skipped': modelOf([a, field('b', 2, 'text')]),
    'an ordinal that is used twice': modelOf([a, field('b', 0, 'text')]),
    'a name that is there twice': modelOf([a, field('a', 1, 'text')]),
    'a name that starts with a capital letter': modelOf([field('A', 0, 'text')]),
    'a name with an underscore': modelOf([field('a_b', 0, 'text')]),
    'the name __proto__': modelOf([field('__proto__', 0, 'text')]),
    'a name that would end a quoted text': modelOf([field(`a'"\``, 0, 'text')]),
    'a type that is nowhere': modelOf([field('a', 0, { kind: 'struct', name: 'Other' })]),
    'an enum taken for a struct': modelOf([field('a', 0, { kind: 'struct', name: 'E' })], {
      enums: [{ name: 'E', values: [] }],
    }),
    'a default of another type': modelOf([field('a', 0, 'text', { default: 5 })]),
    'a default out of range': modelOf([field('a', 0, 'uint8', { default: 256 })]),
    'an empty group': modelOf([{ kind: 'group', name: 'g', members: [] }]),
    'a union of one member': modelOf([{ kind: 'union', name: 'u', members: [a] }]),
    'a pattern that is none': modelOf([field('a', 0, 'text', withRules({ regex: '(' }))]),
  }
}
