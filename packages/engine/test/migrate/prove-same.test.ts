import { codec } from '@ays/capnp-codec'
import { isAysError, type FieldModel, type Schema } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { proveSame } from '../../src/migrate/prove-same.ts'
import { sampleRecords } from '../../src/migrate/sample-records.ts'
import { NO_DECLARATION } from '../../src/template/declaration.ts'

const FIELDS: readonly FieldModel[] = [
  { kind: 'field', name: 'text', ordinal: 0, type: { kind: 'text' }, default: 'a' },
  { kind: 'field', name: 'int', ordinal: 1, type: { kind: 'int64' } },
  { kind: 'field', name: 'big', ordinal: 2, type: { kind: 'int64' }, rules: { bigint: true } },
  { kind: 'field', name: 'float', ordinal: 3, type: { kind: 'float32' } },
  { kind: 'field', name: 'bool', ordinal: 4, type: { kind: 'bool' }, default: true },
  {
    kind: 'field',
    name: 'list',
    ordinal: 5,
    type: { kind: 'list', element: { kind: 'text' } },
  },
]

const MORE: FieldModel = { kind: 'field', name: 'more', ordinal: 6, type: { kind: 'bool' } }

function schemaOf(fields: readonly FieldModel[]): Schema {
  return codec.compile({
    id: '0x8000000000000001',
    root: 'Schema',
    structs: [{ name: 'Schema', members: fields }],
    enums: [],
  })
}

const meaning = { schema: schemaOf(FIELDS), declaration: NO_DECLARATION }

function refusalOf(run: () => void): string {
  try {
    run()
    return 'none'
  } catch (error) {
    return isAysError(error) ? error.code : 'another error'
  }
}

describe('the proof that two ways to write a template mean the same', () => {
  it('holds for one schema with other words about it', () => {
    const documented = FIELDS.map((field) => ({ ...field, doc: 'what it is for' }))
    expect(refusalOf(() => proveSame(meaning, { ...meaning, schema: schemaOf(documented) }))).toBe(
      'none',
    )
  })

  it.each([
    [
      'default',
      FIELDS.map((field) => (field.name === 'text' ? { ...field, default: 'b' } : field)),
    ],
    ['fewer fields', FIELDS.slice(0, -1)],
    ['more fields', [...FIELDS, MORE]],
    ['names', FIELDS.map((field) => (field.name === 'int' ? { ...field, name: 'other' } : field))],
    [
      'rules',
      FIELDS.map((field) => (field.name === 'text' ? { ...field, rules: { regex: '.' } } : field)),
    ],
  ])('fails for another schema: %s', (_, fields) => {
    const after = { ...meaning, schema: schemaOf(fields) }
    expect(refusalOf(() => proveSame(meaning, after))).toBe('AYS_SCHEMA_BREAKS')
  })

  it('fails when what is read differs, though no difference between the schemas is seen', () => {
    const broken: Schema = {
      ...bind(meaning.schema),
      decode: (bytes) => ({ ...meaning.schema.decode(bytes), bool: true }),
    }
    expect(refusalOf(() => proveSame(meaning, { ...meaning, schema: broken }))).toBe(
      'AYS_SCHEMA_BREAKS',
    )
  })

  it('fails for other links', () => {
    const link = { role: 'disk', argname: 'disk', min: 0, max: 1, auto: false }
    const after = { ...meaning, declaration: { ...NO_DECLARATION, consume: [link] } }
    expect(refusalOf(() => proveSame(meaning, after))).toBe('AYS_ACTOR_INVALID')
    const parent = { role: 'node', argname: 'node', auto: false, optional: false }
    const more = { ...meaning, declaration: { ...NO_DECLARATION, parent } }
    expect(refusalOf(() => proveSame(meaning, more))).toBe('AYS_ACTOR_INVALID')
  })

  it('reads an empty record, the limits of every field, and random records', () => {
    const records = [...sampleRecords(FIELDS)]
    expect(records[0]).toEqual({})
    for (const name of ['text', 'int', 'big', 'float', 'bool', 'list']) {
      expect(
        new Set(records.map((record) => JSON.stringify(String(record[name])))).size,
      ).greaterThan(2)
    }
    for (const record of records) meaning.schema.encode(record)
  })
})

/** The methods of a schema, which are those of a class. */
function bind(schema: Schema): Schema {
  return {
    hash: schema.hash,
    model: schema.model,
    fields: schema.fields,
    encode: (value) => schema.encode(value),
    decode: (bytes) => schema.decode(bytes),
    view: (bytes) => schema.view(bytes),
    patch: (bytes, changes) => schema.patch(bytes, changes),
    check: (value) => schema.check(value),
    breaks: (next) => schema.breaks(next),
    types: () => schema.types(),
  }
}
