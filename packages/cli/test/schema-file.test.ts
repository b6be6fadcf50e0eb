import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SchemaFormat, SchemaLock, SchemaSource } from '@ays/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSchemaFile, templateOf } from '../src/schema-file.ts'

const sources: SchemaSource[] = []
const format: SchemaFormat = {
  extension: '.hrd',
  read(_text, source) {
    sources.push(source)
    return { links: { consume: [] }, diagnostics: [] }
  },
}
const options = { formats: [format], pack: 'local', strict: false }
const lock: SchemaLock = { id: '0x8000000000000001', fields: [] }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ays-schema-'))
  for (const template of ['node.docker', 'broken']) await mkdir(join(folder, template))
  await writeFile(join(folder, 'node.docker/schema.hrd'), 'a = type:str\n')
  await writeFile(join(folder, 'node.docker/schema.lock.json'), JSON.stringify(lock))
  await writeFile(join(folder, 'broken/schema.hrd'), 'a = type:str\n')
  await writeFile(join(folder, 'broken/schema.lock.json'), '{ "id": 1')
  await writeFile(join(folder, 'old.one.hrd'), 'a = type:str\n')
})
afterAll(() => rm(folder, { recursive: true }))

describe('the file of a schema', () => {
  it('named schema.* belongs to the template of its folder, any other names it itself', () => {
    expect(templateOf('templates/node.docker/schema.hrd')).toBe('node.docker')
    expect(templateOf('history/node.kvm.3991.hrd')).toBe('node.kvm.3991')
  })

  it('is read with the lock beside it', async () => {
    const file = join(folder, 'node.docker/schema.hrd')
    await readSchemaFile(file, options)
    const source = { file, pack: 'local', template: 'node.docker', lock, strict: false }
    expect(sources.pop()).toEqual(source)
  })

  it('without a lock is read without one', async () => {
    await readSchemaFile(join(folder, 'old.one.hrd'), { ...options, strict: true })
    expect(sources.pop()).toEqual({
      file: join(folder, 'old.one.hrd'),
      pack: 'local',
      template: 'old.one',
      strict: true,
    })
  })

  it('that cannot be read is a diagnostic, so that the others are still read', async () => {
    const file = join(folder, 'none.hrd')
    expect(await readSchemaFile(file, options)).toMatchObject({
      diagnostics: [{ severity: 'error', summary: 'the file cannot be read', source: { file } }],
    })
  })

  it('of an unknown format, or with a broken lock, is a diagnostic', async () => {
    expect(await readSchemaFile('schema.hdr', options)).toMatchObject({
      diagnostics: [{ detail: 'Did you mean ".hrd"?' }],
    })
    expect(await readSchemaFile(join(folder, 'broken/schema.hrd'), options)).toMatchObject({
      diagnostics: [{ source: { file: join(folder, 'broken/schema.lock.json') } }],
    })
  })
})
