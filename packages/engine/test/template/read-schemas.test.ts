import type { SchemaLock } from '@ays/core'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadTemplateOf as load } from '../support/load-template-of.ts'
import { openLibrary } from '../support/open-library.ts'
import { tempFolder } from '../support/temp-folder.ts'

const CAPNP = `@0xb3d7f1c2a4e5f607;
struct Schema {
  port @0 :UInt16 = 80;
}
`

describe('the schema of a template', () => {
  it('may be HRD, with its relations', async () => {
    const { template } = await load({ 'schema.hrd': 'os.name = type:str parent:os.linux auto\n' })
    expect(template?.schema.fields.map(({ name }) => name)).toEqual(['osName'])
    expect(template?.links).toEqual({
      parent: { role: 'os', argname: 'osName', auto: true, optional: false },
      consume: [],
    })
    expect(template?.capnp).toContain('osName @0 :Text')
  })

  it('may be Cap’n Proto', async () => {
    const { template } = await load({ 'schema.capnp': CAPNP })
    expect(template?.schema.decode(template.schema.encode({}))).toEqual({ port: 80 })
    expect(template?.lock).toBeUndefined()
  })

  it('is schema.capnp where both are there; the relations of schema.hrd count all the same', async () => {
    const { template } = await load({
      'schema.capnp': CAPNP,
      'schema.hrd': 'os = type:str parent:os\n',
    })
    expect(template?.schema.fields.map(({ name }) => name)).toEqual(['port'])
    expect(template?.links.parent?.role).toBe('os')
  })

  it('may be missing: then there are no fields', async () => {
    const { template } = await load({ 'actor.yaml': '' })
    expect(template?.schema.fields).toEqual([])
  })

  it.each([
    ['schema.hrd', 'type:str\n', /^schema\.hrd:1:\d+: error AYS_HRD_SYNTAX/],
    [
      'schema.capnp',
      'struct Schema {\n  x @1 :Text;\n}\n',
      /^schema\.capnp:\d+:\d+: error AYS_SCHEMA/,
    ],
    ['schema.capnp', 'struct {', /^schema\.capnp:1:\d+: error AYS_SCHEMA/],
  ])('with faults makes no template: %s', async (file, text, fault) => {
    const { template, said } = await load({ [file]: text })
    expect(template).toBeUndefined()
    expect(said[0]).toMatch(fault)
  })
})

describe('the lock of a schema', () => {
  const HRD = 'b = type:str\na = type:int\n'

  it('is to be written beside a template that has none', async () => {
    const { template } = await load({ 'schema.hrd': HRD })
    expect(template?.lockFile?.path).toMatch(/templates\/a\/schema\.lock\.json$/)
    expect(JSON.parse(template?.lockFile?.text ?? '')).toEqual(template?.lock)
    expect(template?.lock?.fields.map(({ name, ordinal }) => [name, ordinal])).toEqual([
      ['b', 0],
      ['a', 1],
    ])
  })

  it('that is up to date is not to be written, and fields stay where they were', async () => {
    const { template: first } = await load({ 'schema.hrd': HRD })
    const lock = first?.lockFile?.text ?? ''
    const { template: same } = await load({ 'schema.hrd': HRD, 'schema.lock.json': lock })
    expect(same?.lockFile).toBeUndefined()
    expect(same?.schema.hash).toBe(first?.schema.hash)
    const { template: moved } = await load({
      'schema.hrd': `c = type:str\n${HRD}`,
      'schema.lock.json': lock,
    })
    expect(moved?.lock?.fields.map(({ name }) => name)).toEqual(['b', 'a', 'c'])
    expect(moved?.lockFile?.text).toContain('"c"')
  })

  it('with faults is no reason to number anew', async () => {
    const { template, said } = await load({
      'schema.hrd': HRD,
      'schema.lock.json': '{\n  "id": "x",\n  "fields": [{}]\n}\n',
    })
    expect(template).toBeUndefined()
    expect(said[0]).toMatch(/^schema\.lock\.json:3:\d+: error AYS_SCHEMA_INVALID fields\[0\] lacks/)
  })

  it('of a pack is never written there: the repository keeps it', async () => {
    const folder = await tempFolder({ 'pack/t/a/schema.hrd': HRD })
    const packs = [{ name: 'pack', folder: join(folder, 'pack') }]
    const first = (await (await openLibrary(folder, { packs })).read('a'))?.template
    expect(first?.lockFile).toBeUndefined()
    const kept: SchemaLock = {
      id: first?.lock?.id ?? '',
      fields: [...(first?.lock?.fields ?? [])].map((field) => ({
        ...field,
        name: field.name === 'a' ? 'b' : 'a',
        ordinal: field.ordinal,
      })),
    }
    const fields = kept.fields.map((field) => ({
      ...field,
      type: field.name === 'a' ? 'Int64' : 'Text',
    }))
    const keptLock = async () => ({ ...kept, fields })
    const second = (await (await openLibrary(folder, { packs, keptLock })).read('a'))?.template
    expect(second?.lock?.fields.map(({ name }) => name)).toEqual(['a', 'b'])
  })
})
