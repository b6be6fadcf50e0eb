import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { documentOf, placesOf } from '../harness/documents.ts'
import { createRepository } from '../harness/temp-repository.ts'

it(
  'ays pack new makes a package that passes ays pack test, and in which templates can be added',
  { timeout: 300_000 },
  async () => {
    await using folder = await createRepository()
    const made = await folder.ays('pack', 'new', '@who/ays-pack-small.notes', '--json')
    expect(made.exitCode).toBe(0)
    const pack = path.join(folder.folder, 'ays-pack-small.notes')
    const manifest: unknown = JSON.parse(await readFile(path.join(pack, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      name: '@who/ays-pack-small.notes',
      ays: { packs: ['./templates'] },
    })
    const checked = await folder.ays('template', 'check', '--json', '--repo', pack)
    expect(checked.json()).toMatchObject({ templates: ['small.notes'], diagnostics: [] })
    expect((await folder.ays('template', 'new', 'other', '--repo', pack)).exitCode).toBe(0)
    const flags = ['--template', 'small.notes', '--runs', '1', '--seed', '3', '--json']
    const tested = await folder.ays('pack', 'test', pack, ...flags)
    const { seed, promises } = documentOf(tested, 'packTest')
    expect(seed).toBe(3)
    expect(promises.map(({ template, status }) => `${template} ${status}`)).toEqual(
      Array.from({ length: 5 }, () => 'small.notes kept'),
    )
  },
)

it.each([
  ['no name', 'AYS_NAME_INVALID'],
  ['ays-pack-_off', 'AYS_NAME_INVALID'],
  ['../up', 'AYS_NAME_INVALID'],
  ['there', 'AYS_USAGE'],
])('ays pack new refuses %j with %s, and writes nothing', async (name, code) => {
  await using folder = await createRepository()
  await folder.write('there/file', 'mine')
  const result = await folder.ays('pack', 'new', name, '--json')
  expect([result.exitCode, documentOf(result, 'failure').error.code]).toEqual([2, code])
  expect(await readFile(path.join(folder.folder, 'there/file'), 'utf8')).toBe('mine')
})

it('ays pack test tells the faults of templates instead of testing them', async () => {
  await using folder = await createRepository()
  await folder.write('pack/package.json', '{ "ays": { "packs": ["./templates"] } }')
  await folder.write('pack/templates/bad/schema.hrd', 'path = type:str\n')
  await folder.write(
    'pack/templates/bad/actions.ts',
    'export const install = () => {\n  const = 1\n}\n',
  )
  const result = await folder.ays('pack', 'test', 'pack', '--json')
  const { error } = documentOf(result, 'failure')
  expect([result.exitCode, error.code]).toEqual([2, 'AYS_TEMPLATE_INVALID'])
  const [place = ''] = placesOf(error.diagnostics)
  expect(place).toMatch(/bad\/actions\.ts:2 AYS_ACTION_INVALID$/)
})

it.each([
  ['a folder without templates', ['empty']],
  ['a version that is no tarball', ['pack', '--from', 'pack/package.json']],
  ['a template that it does not have', ['pack', '--template', 'other']],
])('ays pack test ends with 2 for %s', async (_, args) => {
  await using folder = await createRepository()
  await folder.write('empty/README.md', '')
  await folder.write('pack/package.json', '{ "ays": { "packs": ["./templates"] } }')
  await folder.write('pack/templates/site/schema.hrd', 'path = type:str\n')
  expect((await folder.ays('pack', 'test', ...args, '--json')).exitCode).toBe(2)
})
