import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findTemplates } from '../../src/template/find-templates.ts'
import { tempFolder } from '../support/temp-folder.ts'

const MARKS = ['schema.hrd', 'schema.capnp']

async function find(
  files: Readonly<Record<string, string>>,
  ranks: readonly (readonly string[])[] = [['']],
) {
  const root = await tempFolder(files)
  return findIn(root, ranks)
}

function findIn(root: string, ranks: readonly (readonly string[])[] = [['']]) {
  return findTemplates(
    ranks.map((rank) => rank.map((name) => ({ name: name || 'all', folder: join(root, name) }))),
    { marks: MARKS, display: (path) => path.slice(root.length + 1) },
  )
}

const pathsOf = async (files: Readonly<Record<string, string>>) => {
  const { templates } = await find(files)
  return [...templates.keys()]
}

describe('a template', () => {
  it.each([
    'schema.hrd',
    'schema.capnp',
    'service.hrd',
    'model.capnp',
    'actions.py',
    'actions_mgmt.py',
    'actions_node.py',
    'model.py',
    'actor.yaml',
    'config.yaml',
    'actions.ts',
    'actions.js',
  ])('is a folder with %s', async (file) => {
    expect(await pathsOf({ [`group/node.docker/${file}`]: '' })).toEqual(['node.docker'])
  })

  it.each([
    ['without such a file', 'a/readme.md'],
    ['with an actor.hrd alone, as in AYS 8.1', 'a/actor.hrd'],
    ['whose name starts with _', '_a/schema.hrd'],
    ['inside a template', 'a/b/readme.md'],
    ['in a hidden folder', '.git/a/schema.hrd'],
    ['of installed packages', 'node_modules/a/schema.hrd'],
    ['that is looked through itself', 'schema.hrd'],
  ])('is not a folder %s', async (_, path) => {
    expect(await pathsOf({ [path]: '' })).toEqual([])
  })

  it('is not looked into for more', async () => {
    expect(await pathsOf({ 'a/schema.hrd': '', 'a/b/schema.hrd': '' })).toEqual(['a'])
  })

  it('may be below a folder whose name starts with _', async () => {
    expect(await pathsOf({ '_old/a/schema.hrd': '' })).toEqual(['a'])
  })

  it('may be behind a symbolic link, and a link in a circle ends', async () => {
    const root = await tempFolder({ 'a/schema.hrd': '', 'tree/x.txt': '' })
    await symlink(join(root, 'a'), join(root, 'tree/linked'))
    await symlink(root, join(root, 'tree/up'))
    const { templates, diagnostics } = await findIn(root, [['tree']])
    expect([...templates.keys()]).toEqual(['a', 'linked'])
    expect(diagnostics).toEqual([])
  })

  it.each(['a b', 'a__b'])('whose name no blueprint could write is named: %s', async (name) => {
    const { templates, diagnostics } = await find({
      [`${name}/schema.hrd`]: '',
      'ok/schema.hrd': '',
    })
    expect([...templates.keys()]).toEqual(['ok'])
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code: 'AYS_TEMPLATE_INVALID', source: { file: name } },
    ])
  })
})

describe('a name that is there twice', () => {
  const FILES = {
    'own/a/schema.hrd': '',
    'p1/x/a/schema.hrd': '',
    'p1/y/a/schema.hrd': '',
    'p2/a/schema.hrd': '',
    'p2/b/schema.hrd': '',
  }

  it('belongs to the better rank, in silence', async () => {
    const { templates, diagnostics } = await find(FILES, [['own'], ['p2']])
    expect(templates.get('a')).toMatchObject({ pack: 'own' })
    expect([...templates.keys()]).toEqual(['a', 'b'])
    expect(diagnostics).toEqual([])
  })

  it('in one tree is the first path, and a warning names both', async () => {
    const { templates, diagnostics } = await find(FILES, [['p1'], ['own']])
    expect(templates.get('a')?.folder).toMatch(/p1\/x\/a$/)
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'AYS_TEMPLATE_DUPLICATE',
        summary: 'two templates are named "a": p1/x/a is used, p1/y/a is not',
      },
    ])
  })

  it('in two packs is that of the first pack, and a warning names both', async () => {
    const { templates, diagnostics } = await find(FILES, [['p2', 'own']])
    expect(templates.get('a')).toMatchObject({ pack: 'p2' })
    expect(diagnostics.map(({ code }) => code)).toEqual(['AYS_TEMPLATE_DUPLICATE'])
  })
})

it('a folder of a pack that is not there is a warning', async () => {
  const { templates, diagnostics } = await find({ 'p1/a/schema.hrd': '' }, [['p1', 'p2']])
  expect([...templates.keys()]).toEqual(['a'])
  expect(diagnostics).toMatchObject([
    { severity: 'warning', summary: 'the pack "p2" has no folder p2' },
  ])
})
