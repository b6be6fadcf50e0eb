import { access } from 'node:fs/promises'
import path from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { isAysError, type SchemaLock } from '@ays/core'
import { hrdFormat, leaveHrd, type WithoutHrd } from '@ays/hrd'
import { describe, expect, it } from 'vitest'
import { leaveFormat, type LeaveFormatOptions } from '../../src/migrate/leave-format.ts'
import { tempFolder } from '../support/temp-folder.ts'

const OPTIONS: LeaveFormatOptions = {
  codec: new CapnpCodec(),
  formats: [hrdFormat, capnpFormat],
  format: hrdFormat,
  convert: leaveHrd,
  display: (file) => path.basename(file),
}

/** What becomes of a template with these files: names of written files to texts, and removed names. */
async function leave(
  files: Readonly<Record<string, string>>,
  options: Partial<LeaveFormatOptions> & { readonly lock?: SchemaLock } = {},
) {
  const { lock, ...more } = options
  const folder = await tempFolder(files)
  const template = { name: 'node', pack: 'local', folder, ...(lock && { lock }) }
  const { writes, removes } = await leaveFormat(template, { ...OPTIONS, ...more })
  for (const name of Object.keys(files)) await access(path.join(folder, name))
  return {
    texts: Object.fromEntries(writes.map((file) => [path.basename(file.path), file.text])),
    removed: removes.map((file) => path.basename(file)),
  }
}

async function refusalOf(leaving: Promise<unknown>): Promise<string> {
  const error: unknown = await leaving.catch((reason: unknown) => reason)
  return isAysError(error) ? error.code : 'none'
}

/** A conversion that goes wrong. */
function other(texts: Partial<WithoutHrd>): Pick<LeaveFormatOptions, 'convert'> {
  return { convert: (schema, actor) => ({ ...leaveHrd(schema, actor), ...texts }) }
}

const SCHEMA = 'name = type:str\nsize = type:int default:3\ndisk = type:str consume:disk:1:2\n'

describe('a template that leaves HRD', () => {
  it('has schema.capnp and actor.yaml in place of schema.hrd, actor.hrd and the lock', async () => {
    const { texts, removed } = await leave({
      'schema.hrd': SCHEMA,
      'actor.hrd': 'recurring.monitor = 1m\n',
      'schema.lock.json': '{ "id": "0xbb00000000000001", "fields": [] }',
    })
    expect(Object.keys(texts)).toEqual(['schema.capnp', 'actor.yaml'])
    expect(texts['schema.capnp']).toContain('@0xbb00000000000001;')
    expect(texts['schema.capnp']).toContain('size @1 :Int64 = 3;')
    expect(texts['actor.yaml']).toMatch(/role: disk[^]*action: monitor/)
    expect(removed).toEqual(['schema.hrd', 'actor.hrd', 'schema.lock.json'])
  })

  it('has no actor.yaml when there is nothing to say in it', async () => {
    const { texts } = await leave({ 'schema.hrd': 'name = type:str\n' })
    expect(Object.keys(texts)).toEqual(['schema.capnp'])
  })

  it('keeps the ordinals of the lock that is known, before those of the one beside it', async () => {
    const lock = {
      id: '0xbb00000000000002',
      fields: [
        { ordinal: 0, name: 'gone', type: 'Text' },
        { ordinal: 1, name: 'size', type: 'Int64', default: 3 },
      ],
    }
    const files = {
      'schema.hrd': SCHEMA,
      'schema.lock.json': '{ "id": "0xbb00000000000001", "fields": [] }',
    }
    const { texts } = await leave(files, { lock })
    expect(texts['schema.capnp']).toMatch(
      /@0xbb0{13}2[^]*obsolete0Gone @0[^]*size @1[^]*name @2[^]*disk @3/,
    )
  })

  it('keeps its schema.capnp when it has one: only the relations move', async () => {
    const { texts, removed } = await leave({
      'schema.hrd': SCHEMA,
      'schema.capnp': '@0xbb00000000000003;\nstruct Schema { disk @0 :Text; }\n',
    })
    expect(Object.keys(texts)).toEqual(['actor.yaml'])
    expect(removed).toEqual(['schema.hrd'])
  })

  it('can have an actor.hrd only', async () => {
    const { texts, removed } = await leave({ 'actor.hrd': 'recurring.monitor = 1m\n' })
    expect(texts['schema.capnp']).toContain('struct Schema {\n}')
    expect(texts['actor.yaml']).toContain('monitor')
    expect(removed).toEqual(['actor.hrd'])
  })

  it('is refused without HRD, and with faults in any of its files', async () => {
    expect(await refusalOf(leave({ 'actor.yaml': '' }))).toBe('AYS_USAGE')
    const faulty = [
      { 'schema.hrd': 'a\n' },
      { 'schema.hrd': 'a = type:nothing\n' },
      { 'schema.hrd': '', 'actor.hrd': 'recurring.monitor = soon\n' },
      { 'schema.hrd': '', 'actor.yaml': 'what: 1\n' },
      { 'schema.hrd': '', 'actor.yaml': 'a: [\n' },
      { 'schema.hrd': '', 'schema.lock.json': '{}' },
      { 'schema.hrd': '', 'schema.capnp': 'struct' },
    ]
    for (const files of faulty) expect(await refusalOf(leave(files))).toBe('AYS_TEMPLATE_INVALID')
  })

  it('is refused when the new files would not mean the same', async () => {
    const files = { 'schema.hrd': SCHEMA, 'actor.hrd': 'recurring.monitor = 1m\n' }
    const capnp = '@0xbb00000000000003;\nstruct Schema { name @0 :Text; size @1 :Int64 = 4; }\n'
    expect(await refusalOf(leave(files, other({ capnp })))).toBe('AYS_SCHEMA_BREAKS')
    expect(await refusalOf(leave(files, other({ actor: {} })))).toBe('AYS_ACTOR_INVALID')
  })
})
