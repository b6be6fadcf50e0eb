import type { Schema, SchemaLock } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { faultsOf, fieldsOf, readLines } from '../support/read-text.ts'
import { TemplateHistory, type Written } from '../support/template-history.ts'

/** The lock after each version of a schema. */
function lockAfter(...versions: readonly (readonly string[])[]): SchemaLock | undefined {
  let lock: SchemaLock | undefined
  for (const lines of versions) ({ lock } = readLines(lines, lock && { lock }))
  return lock
}

function namesAfter(...versions: readonly (readonly string[])[]): string[] | undefined {
  return lockAfter(...versions)?.fields.map(({ name, dead }) => (dead ? `(${name})` : name))
}

describe('ordinals under a lock', () => {
  it('are those of the lines at first', () => {
    expect(lockAfter(["a = default:'x'", 'b = type:int list', 'c = type:bool'])).toEqual({
      id: '0xb19173ccdc1422c9',
      fields: [
        { ordinal: 0, name: 'a', type: 'Text', default: 'x' },
        { ordinal: 1, name: 'b', type: 'List(Int64)' },
        { ordinal: 2, name: 'c', type: 'Bool', default: true },
      ],
    })
  })

  it('stay with the names when lines move or are added', () => {
    expect(namesAfter(['a =', 'b ='], ['b =', 'new =', 'a ='])).toEqual(['a', 'b', 'new'])
  })

  it('of a dropped field are dead, and never used again', () => {
    expect(namesAfter(['a =', 'b ='], ['b ='], ['b =', 'a ='])).toEqual(['(obsolete0A)', 'b', 'a'])
  })

  it('of a dead field do not come back by alias:', () => {
    expect(namesAfter(['a ='], ['b ='], ['c = alias:obsolete0A'])).toEqual([
      '(obsolete0A)',
      '(obsolete1B)',
      'c',
    ])
  })

  it('of a field with another type are dead', () => {
    expect(namesAfter(['a =', 'b ='], ['a = type:int', 'b ='])).toEqual(['(obsolete0A)', 'b', 'a'])
    expect(namesAfter(['a ='], ['a = type:email'])).toEqual(['a'])
  })

  it('follow a field to its new name by alias:', () => {
    expect(namesAfter(['old.name =', 'b ='], ['b =', "name = alias:'x, old.name'"])).toEqual([
      'name',
      'b',
    ])
  })

  it('are not taken from a field that still has its name', () => {
    expect(namesAfter(['a =', 'b ='], ['c = alias:a', 'a =', 'b ='])).toEqual(['a', 'b', 'c'])
  })

  it('are in the schema and its text, the dead ones too', () => {
    const lock = lockAfter(['a =', 'b = type:int'])
    const reading = readLines(['c ='], lock && { lock })
    expect(fieldsOf(reading).map(({ name, ordinal }) => [name, ordinal])).toEqual([
      ['obsolete0A', 0],
      ['obsolete1B', 1],
      ['c', 2],
    ])
    expect(reading.capnp).toContain('obsolete1B @1 :Int64;')
  })

  it('keep the default of a field, and a warning says so', () => {
    const lock = lockAfter(['a = type:int default:1'])
    const reading = readLines(['a = type:int default:2'], lock && { lock })
    expect(fieldsOf(reading)).toMatchObject([{ default: 1 }])
    expect(faultsOf(reading)).toEqual(['1:1 warning the default of "a" cannot change any more'])
    expect(reading.lock).toEqual(lock)
  })

  it('refuse a new field with the name of a dead one', () => {
    const lock = lockAfter(['a ='], ['b ='])
    expect(faultsOf(readLines(['obsolete0A ='], lock && { lock }))).toEqual([
      '1:1 error "obsolete0A" cannot be used again',
    ])
  })

  it.each<[string, SchemaLock]>([
    ['a gap', { id: '0x8000000000000001', fields: [{ ordinal: 1, name: 'a', type: 'Text' }] }],
    [
      'an unknown type',
      { id: '0x8000000000000001', fields: [{ ordinal: 0, name: 'a', type: 'X' }] },
    ],
    [
      'a wrong default',
      { id: '0x8000000000000001', fields: [{ ordinal: 0, name: 'a', type: 'Bool', default: 1 }] },
    ],
    [
      'a wrong name',
      { id: '0x8000000000000001', fields: [{ ordinal: 0, name: 'A b', type: 'Text' }] },
    ],
    ['a wrong id', { id: '0x1', fields: [] }],
  ])('are refused when the lock has %s', (_, lock) => {
    const reading = readLines(['a ='], { lock })
    expect(reading.diagnostics).toMatchObject([{ severity: 'error', code: 'AYS_SCHEMA_INVALID' }])
    expect(reading.model).toBeUndefined()
  })
})

describe('a template that is edited again and again', () => {
  it('reads every older record with every newer schema: 60 templates, 12 edits each', () => {
    let reads = 0
    for (let seed = 1; seed <= 60; seed++) {
      const history = new TemplateHistory(seed)
      const versions: { schema: Schema; bytes: Uint8Array; written: Written }[] = []
      for (let edit = 0; edit <= 12; edit++) {
        if (edit > 0) history.edit()
        const schema = history.read()
        const written = history.write()
        versions.push({ schema, written, bytes: schema.encode(history.today(written)) })
        for (const older of versions) {
          expect(older.schema.breaks(schema)).toEqual([])
          expect(schema.decode(older.bytes)).toMatchObject(history.today(older.written))
          reads++
        }
      }
    }
    expect(reads).toBe(60 * 91)
  })
})
