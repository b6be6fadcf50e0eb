import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rootOfPack } from '../../src/pack/installed-pack.ts'
import { resolvePacks } from '../../src/pack/resolve-packs.ts'
import { tempFolder } from '../support/temp-folder.ts'

const resolveIn = (folder: string, packs: readonly string[]) => resolvePacks({ folder, packs })

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
      'node_modules/@who/pack/templates/x': '',
      'node_modules/@who/pack/more/x': '',
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
      'node_modules/pack/t/x': '',
      'inner/ays.yaml': '',
    })
    const { packs } = await resolveIn(join(folder, 'inner'), ['pack'])
    expect(packs).toEqual([{ name: 'pack', folder: join(folder, 'node_modules/pack/t') }])
  })

  it('may be the folder of a package that is not installed', async () => {
    const folder = await tempFolder({
      'pack/package.json': manifest({
        name: 'ays-pack',
        version: '1.0.0',
        ays: { packs: ['./t'] },
      }),
      'pack/t/x': '',
    })
    const { packs } = await resolveIn(folder, ['./pack'])
    expect(packs).toEqual([{ name: 'ays-pack', version: '1.0.0', folder: join(folder, 'pack/t') }])
  })

  it('are what ays pack install has installed, where ays.lock.json pins them', async () => {
    const pin = { name: '@who/pack', version: '1.2.0', integrity: `sha512-${'a'.repeat(86)}==` }
    const entries = ['@who/pack@^1.0.0', './pack.tgz']
    const lock = { version: 1, packs: Object.fromEntries(entries.map((entry) => [entry, pin])) }
    const root = rootOfPack('.', pin)
    const folder = await tempFolder({
      'ays.lock.json': JSON.stringify(lock),
      'node_modules/@who/pack/templates/x': '',
      [`${root}/package.json`]: manifest({ name: '@who/pack', version: '1.2.0' }),
      [`${root}/templates/x`]: '',
    })
    const found = { name: '@who/pack', version: '1.2.0', folder: join(folder, root, 'templates') }
    expect((await resolveIn(folder, entries)).packs).toEqual([found, found])
  })

  it.each([
    ['a folder that is not there', './nowhere'],
    ['a package that is not installed', 'nowhere'],
    ['a package without packs', 'empty'],
    ['a package whose manifest is no JSON', 'broken'],
    ['a package whose folder is not in it', 'outside'],
    ['a package whose folder is a link out of it', 'linked'],
    ['a package whose folders are no list', 'listless'],
    ['a tarball that is not installed', './pack.tgz'],
  ])('that are broken are named and skipped: %s', async (_, name) => {
    const folder = await tempFolder({
      'node_modules/empty/package.json': '{}',
      'node_modules/broken/package.json': '{',
      'node_modules/outside/package.json': manifest({ ays: { packs: ['../../good'] } }),
      'node_modules/linked/package.json': manifest({ ays: { packs: ['./t'] } }),
      'node_modules/listless/package.json': manifest({ ays: { packs: './good' } }),
      'good/x': '',
      'pack.tgz': '',
    })
    await symlink(join(folder, 'good'), join(folder, 'node_modules/linked/t'))
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
