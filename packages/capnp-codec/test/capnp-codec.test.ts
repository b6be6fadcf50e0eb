import { CapnpCodec, capnpFormat, formatSchema, parseSchema } from '@ays/capnp-codec'
import type { Records, SchemaModel } from '@ays/core'
import { expect, it } from 'vitest'

const TEXT = `# A comment before the id.
@0xd4b1f5a9c3e27a10;
struct Schema {
  name @0 :Text = "anonymous";
  disks @1 :List(Disk);
  where :union {
    here @2 :Void;
    host @3 :Text;
  }
  struct Disk { size @0 :UInt32 = 10; }
}
`

function model(text = TEXT): SchemaModel {
  const parsed = parseSchema(text, { file: 'schema.capnp' })
  expect(parsed.diagnostics).toEqual([])
  if (parsed.model === undefined) throw new Error('no model')
  return parsed.model
}

it('encodes and decodes with a schema made of text', () => {
  const schema = new CapnpCodec().compile(model())
  const bytes = schema.encode({ disks: [{ size: 3 }, {}], where: { host: 'böx' } })
  expect(schema.decode(bytes)).toEqual({
    name: 'anonymous',
    disks: [{ size: 3 }, { size: 10 }],
    where: { host: 'böx' },
  })
})

it('replaces fields and keeps the others', () => {
  const schema = new CapnpCodec().compile(model())
  const bytes = schema.encode({ name: 'a', disks: [{ size: 3 }], where: { host: 'b' } })
  expect(schema.decode(schema.patch(bytes, { name: 'c', where: undefined }))).toEqual({
    name: 'c',
    disks: [{ size: 3 }],
    where: { here: null },
  })
})

it('names the path of the value that does not fit', () => {
  const schema = new CapnpCodec().compile(model())
  expect(() => schema.encode({ disks: [{ size: 1 }, { size: -1 }] })).toThrow(
    expect.objectContaining({ code: 'AYS_DATA_INVALID', details: { path: 'disks[1].size' } }),
  )
})

it('gives the model back from its canonical text', () => {
  expect(model(formatSchema(model()))).toEqual(model())
})

it('encodes the records of AYS', () => {
  const service = new CapnpCodec().record<Partial<Records.Service>>('Service')
  const bytes = service.encode({ uid: 'u1', role: 'node', declared: new Uint8Array([1, 2]) })
  expect(service.decode(bytes)).toMatchObject({ uid: 'u1', role: 'node', name: '', links: [] })
})

it('reads schema.capnp and keeps its text', () => {
  const source = { file: 'schema.capnp', pack: 'p', template: 't' }
  expect(capnpFormat.read(TEXT, source)).toMatchObject({ capnp: TEXT, links: { consume: [] } })
  expect(capnpFormat.read('struct Schema {', source).diagnostics).toMatchObject([
    { code: 'AYS_SCHEMA_INVALID', source: { line: 1, column: 1 } },
    { code: 'AYS_SCHEMA_INVALID', source: { line: 1, column: 16 } },
  ])
})
