import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBlueprints } from '../../src/blueprint/read-blueprints.ts'
import { blueprintFiles } from '../../src/repository/blueprint-files.ts'
import { initRepository } from '../../src/repository/init-repository.ts'
import { readRepository } from '../../src/repository/read-repository.ts'
import { openLibrary } from '../support/open-library.ts'
import { tempFolder } from '../support/temp-folder.ts'

describe('a new repository', () => {
  it('can be read, and has an id of its own', async () => {
    const folders = [await tempFolder(), await tempFolder()]
    const ids = new Set<string>()
    for (const folder of folders) {
      await initRepository(folder)
      ids.add((await readRepository(folder)).id)
    }
    expect(ids.size).toBe(2)
  })

  it('has an example whose templates load and whose blueprint has no fault', async () => {
    const folder = await tempFolder()
    await initRepository(folder)
    const library = await openLibrary(folder)
    const { templates, diagnostics } = await library.list()
    expect(diagnostics).toEqual([])
    expect(templates.map(({ name, actions }) => [name, [...actions.keys()]])).toEqual([
      ['folder', ['install', 'uninstall']],
      ['page', ['install', 'uninstall']],
    ])
    const reading = await readBlueprints(blueprintFiles({ folder }), { templates: library })
    expect(reading.diagnostics).toEqual([])
    expect(reading.services.map(({ role, name }) => `${role}!${name}`)).toEqual([
      'folder!site',
      'page!index',
    ])
  })

  it('answers with the files that it wrote', async () => {
    const folder = await tempFolder()
    const files = await initRepository(join(folder, 'new/one'))
    const there = await readdir(join(folder, 'new/one'), { recursive: true })
    expect(there).toEqual(expect.arrayContaining(files))
    expect(files).toContain('ays.yaml')
    expect(files).toContain('.gitignore')
  })

  it('without the example has empty folders', async () => {
    const folder = await tempFolder()
    expect(await initRepository(folder, { bare: true })).toEqual(['ays.yaml', '.gitignore'])
    expect(await readdir(join(folder, 'templates'))).toEqual([])
    expect(await readdir(join(folder, 'blueprints'))).toEqual([])
  })

  it.each([
    ['has all that it makes itself in .gitignore', undefined, ['.ays/', '*.plan', 'node_modules/']],
    ['adds to .gitignore', '*.log', ['*.log', '.ays/', '*.plan', 'node_modules/']],
    [
      'leaves what a .gitignore has',
      '/.ays\r\nnode_modules/\n',
      ['/.ays', 'node_modules/', '*.plan'],
    ],
  ])('%s', async (_, before, after) => {
    const folder = await tempFolder(before === undefined ? {} : { '.gitignore': before })
    expect(await initRepository(folder, { bare: true })).toContain('.gitignore')
    expect(await ignoredIn(folder)).toEqual(after)
  })

  it('leaves a .gitignore alone that lacks nothing', async () => {
    const folder = await tempFolder({ '.gitignore': '.ays/\n*.plan\nnode_modules/' })
    expect(await initRepository(folder, { bare: true })).toEqual(['ays.yaml'])
  })

  it('keeps out of git what its example makes', async () => {
    const folder = await tempFolder()
    await initRepository(folder)
    const blueprint = await readFile(join(folder, 'blueprints/1_hello.yaml'), 'utf8')
    expect(blueprint).toContain('path: public\n')
    expect(await ignoredIn(folder)).toContain('public/')
  })

  it.each([
    ['a repository', 'ays.yaml', 'This is a repository already'],
    ['a file of the example', 'templates/page/actions.ts', '--bare'],
  ])('is not made over %s, and nothing is written', async (_, path, hint) => {
    const folder = await tempFolder({ [path]: 'mine' })
    await expect(initRepository(folder)).rejects.toMatchObject({
      code: 'AYS_USAGE',
      hint: expect.stringContaining(hint),
    })
    const files = await readdir(folder, { recursive: true, withFileTypes: true })
    expect(files.filter((file) => file.isFile())).toHaveLength(1)
    expect(await readFile(join(folder, path), 'utf8')).toBe('mine')
  })

  it('is not made where AYS 8.1 has its marker, which is in the way', async () => {
    const folder = await tempFolder({ '.ays': '' })
    await expect(initRepository(folder)).rejects.toMatchObject({ code: 'AYS_USAGE' })
    expect(await readdir(folder)).toEqual(['.ays'])
  })
})

/** The patterns, without the comments. */
async function ignoredIn(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8')
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
}
