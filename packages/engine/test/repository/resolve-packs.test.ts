import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolvePacks } from '../../src/repository/resolve-packs.ts'
import { tempFolder } from '../support/temp-folder.ts'

const resolveIn = (folder: string, packs: readonly string[]) =>
  resolvePacks({ folder, id: 'x', store: 'memory:', executor: 'inline', packs })

const manifest = (json: object) => JSON.stringify(json)

describe('the packs of a repository', () => {
  it('are folders, in their order, named like the folder', async () => {
    const folder = await tempFolder({ 'a/x': '', 'b/y': '' })
    expect(await resolveIn(folder, ['./b', join(folder, 'a')])).toEqual({
      packs: [
        { name: 'b', folder: join(folder, 'b') },
        { name: 'a', folder: join(folder, 'a') },
      ],
      diagnostics: [],
    })
  })

  it('are npm packages, found from the repository, by what their manifest says', async () => {
    const folder = await tempFolder({
      'node_modules/@who/pack/package.json': manifest({
        name: '@who/pack',
        exports: './dist/index.js',
        ays: { packs: ['./templates', './more'] },
      }),
    })
    const root = join(folder, 'node_modules/@who/pack')
    expect(await resolveIn(folder, ['@who/pack'])).toEqual({
      packs: [
        { name: '@who/pack', folder: join(root, 'templates') },
        { name: '@who/pack', folder: join(root, 'more') },
      ],
      diagnostics: [],
    })
  })

  it('are found in a folder above too', async () => {
    const folder = await tempFolder({
      'node_modules/pack/package.json': manifest({ ays: { packs: ['t'] } }),
      'inner/ays.yaml': '',
    })
    const { packs } = await resolveIn(join(folder, 'inner'), ['pack'])
    expect(packs).toEqual([{ name: 'pack', folder: join(folder, 'node_modules/pack/t') }])
  })

  it('may be the folder of a package that is not installed', async () => {
    const folder = await tempFolder({
      'pack/package.json': manifest({ name: 'ays-pack', ays: { packs: ['./t'] } }),
    })
    const { packs } = await resolveIn(folder, ['./pack'])
    expect(packs).toEqual([{ name: 'ays-pack', folder: join(folder, 'pack/t') }])
  })

  it.each([
    ['a folder that is not there', './nowhere'],
    ['a package that is not installed', 'nowhere'],
    ['a package without packs', 'empty'],
    ['a package whose manifest is no JSON', 'broken'],
  ])('that are broken are named and skipped: %s', async (_, name) => {
    const folder = await tempFolder({
      'node_modules/empty/package.json': '{}',
      'node_modules/broken/package.json': '{',
      'good/x': '',
    })
    const { packs, diagnostics } = await resolveIn(folder, [name, './good'])
    expect(packs.map((pack) => pack.name)).toEqual(['good'])
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'AYS_PLUGIN_BROKEN',
        summary: expect.stringContaining(`"${name}"`),
      },
    ])
  })
})
