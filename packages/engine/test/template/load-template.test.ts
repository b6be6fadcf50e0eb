import { describe, expect, it } from 'vitest'
import { loadTemplateOf as load } from '../support/load-template-of.ts'
import { openLibrary } from '../support/open-library.ts'
import { tempFolder } from '../support/temp-folder.ts'

describe('the actions of a template', () => {
  it('are what actions.ts exports, each with its code', async () => {
    const { template } = await load({
      'actions.ts': `import { helper } from './helper.ts'
export const install = () => helper()
export const _private = () => {}
export function start() {}
`,
      'helper.ts': 'export const helper = () => 1\n',
    })
    expect([...(template?.actions.keys() ?? [])]).toEqual(['install', 'start'])
    const { hash = '' } = template?.actions.get('install') ?? {}
    expect(template?.code(hash)?.code).toContain('export')
    expect(template?.code('nobody')).toBeUndefined()
  })

  it('may be JavaScript', async () => {
    const { template } = await load({ 'actions.js': 'export function install() {}\n' })
    expect([...(template?.actions.keys() ?? [])]).toEqual(['install'])
  })

  it('that cannot be read make no template, with file and line', async () => {
    const { template, said } = await load({
      'actions.ts': 'export const a = () => {}\nexport const = 1\n',
    })
    expect(template).toBeUndefined()
    expect(said[0]).toMatch(/^actions\.ts:2:\d+: error AYS_ACTION_INVALID/)
  })

  it('in Python do not run, and are named unless TypeScript has them', async () => {
    const files = {
      'actions.py':
        'import os\ndef install(job):\n    def inner(x):\n        pass\nasync def start(job):\n    pass\n',
    }
    expect((await load(files)).said).toEqual([
      'actions.py:1:1: warning AYS_ACTION_INVALID Python actions do not run: install, start',
    ])
    const ported = {
      ...files,
      'actions.ts': 'export const install = () => {}\nexport const start = () => {}\n',
    }
    expect((await load(ported)).said).toEqual([])
  })
})

it('the repository’s own templates take the place of those of packs', async () => {
  const folder = await tempFolder({
    'templates/a/schema.hrd': 'own = type:str\n',
    'actorTemplates/b/schema.hrd': 'own = type:str\n',
    'pack/x/a/schema.hrd': 'packed = type:str\n',
    'pack/x/b/schema.hrd': 'packed = type:str\n',
    'pack/x/c/schema.hrd': 'packed = type:str\n',
  })
  const library = await openLibrary(folder, { named: ['./pack'] })
  const { templates, diagnostics } = await library.list()
  expect(diagnostics).toEqual([])
  expect(templates.map(({ name, pack, schema }) => [name, pack, schema.fields[0]?.name])).toEqual([
    ['a', 'local', 'own'],
    ['b', 'local', 'own'],
    ['c', 'pack', 'packed'],
  ])
  expect(await library.read('nobody')).toBeUndefined()
})
