import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert, asyncProperty, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EsbuildBundler } from '@ays/executor'
import { TemplateFolder } from './template-folder.ts'

const PACK = {
  'actions.ts': `import { render } from './render.ts'
    import { VERSION } from 'settings'
    export const install = () => render('install')
    export const monitor = () => 'ok'
    export const start = () => 'start ' + VERSION`,
  'render.ts': `import { quote } from './quote'
    export const render = (text: string) => quote(text)`,
  'quote.ts': `export const quote = (text: string) => '"' + text + '"'
    export const unused = () => 'nobody asks'`,
  'node_modules/settings/package.json': '{"name":"settings","type":"module","main":"a.js"}',
  'node_modules/settings/a.js': 'export const VERSION = "1"',
  'node_modules/settings/b.js': 'export const VERSION = "2"',
}

interface Edit {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  readonly changed: readonly string[]
}

const edits: readonly Edit[] = [
  {
    title: 'a change in a helper module, however far away, changes the actions that reach it',
    files: { 'quote.ts': `export const quote = (text: string) => "'" + text + "'"` },
    changed: ['install'],
  },
  {
    title: 'a change that no action reaches changes none',
    files: {
      'quote.ts': `${PACK['quote.ts'].replace('nobody asks', 'still nobody')} // and a comment`,
    },
    changed: [],
  },
  {
    title: 'a change in one action leaves the others as they are',
    files: { 'actions.ts': PACK['actions.ts'].replace("'ok'", "'fine'") },
    changed: ['monitor'],
  },
  {
    title: 'a file that now is found in the place of another changes who reaches it',
    files: { 'quote.tsx': 'export const quote = (text: string) => `<${text}>`' },
    changed: ['install'],
  },
  {
    title: 'a package that names another main file changes who reaches it',
    files: { 'node_modules/settings/package.json': '{"name":"settings","main":"b.js"}' },
    changed: ['start'],
  },
  {
    title: 'a tsconfig.json beside the actions is heeded when it appears',
    files: {
      'tsconfig.json': '{"compilerOptions":{"paths":{"settings":["./other.ts"]}}}',
      'other.ts': `export const VERSION = 3`,
    },
    changed: ['start'],
  },
]

describe('the hash of an action', () => {
  it.each(edits)('$title', async ({ files, changed }) => {
    await using folder = await TemplateFolder.create(PACK)
    const before = await folder.bundle()
    await folder.write(files)
    const after = await folder.bundle()
    const differ = after.filter(({ hash }, at) => hash !== before[at]?.hash)
    expect(differ.map(({ action }) => action)).toEqual(changed)
  })

  it('does not depend on the place of the template, nor does its map', async () => {
    await using folder = await TemplateFolder.create(PACK)
    const here = await folder.bundle()
    const elsewhere = await mkdtemp(join(tmpdir(), 'ays-bundler-'))
    try {
      await cp(folder.at('.'), join(elsewhere, 'deep/er/site'), { recursive: true })
      await using bundler = new EsbuildBundler({ cache: join(elsewhere, 'cache') })
      const there = await bundler.bundle(join(elsewhere, 'deep/er/site/actions.ts'))
      expect(there).toEqual(here)
      expect(JSON.stringify(there)).not.toContain(tmpdir())
    } finally {
      await rm(elsewhere, { recursive: true })
    }
  })

  it('does not depend on whether the folder is reached through a link', async () => {
    await using folder = await TemplateFolder.create(PACK)
    const here = await folder.bundle()
    const link = join(folder.path, 'linked')
    await symlink(folder.at('.'), link)
    await using bundler = new EsbuildBundler({ cache: join(folder.path, 'other') })
    expect(await bundler.bundle(join(link, 'actions.ts'))).toEqual(here)
  })

  it('does not depend on any text that the action does not reach', async () => {
    await using folder = await TemplateFolder.create(PACK)
    const before = await folder.bundle()
    const property = asyncProperty(string({ unit: 'grapheme' }), async (text) => {
      const other = `\nexport const stop = (veryLongName) => veryLongName + ${JSON.stringify(text)}`
      await folder.write({ 'actions.ts': PACK['actions.ts'] + other })
      const after = (await folder.bundle()).filter(({ action }) => action !== 'stop')
      expect(after.map(({ code }) => code)).toEqual(before.map(({ code }) => code))
    })
    await assert(property, { numRuns: 10 })
  })

  it('goes along with one of the inputs, which differs as soon as a file does', async () => {
    await using folder = await TemplateFolder.create(PACK)
    const before = await folder.bundle()
    await folder.write({ 'quote.ts': `${PACK['quote.ts']} // a comment` })
    const after = await folder.bundle()
    expect(after[0]?.hash).toBe(before[0]?.hash)
    expect(after[0]?.inputs).not.toBe(before[0]?.inputs)
    expect(after[1]?.inputs).toBe(before[1]?.inputs)
  })
})

describe('the cache of bundles', () => {
  it('answers for files that have not changed, without building them', async () => {
    await using folder = await TemplateFolder.create(PACK)
    await folder.bundle()
    const entry = await entryOf(folder)
    const marked = (await readFile(entry, 'utf8')).replaceAll('"code":"', '"code":"/*kept*/')
    await writeFile(entry, marked)
    const actions = await folder.bundle()
    expect(actions.every(({ code }) => code.startsWith('/*kept*/'))).toBe(true)
  })

  it('moves with its repository', async () => {
    await using folder = await TemplateFolder.create(PACK)
    await folder.bundle()
    const entry = await entryOf(folder)
    const moved = `${folder.path}-moved`
    await rename(folder.path, moved)
    try {
      await using bundler = new EsbuildBundler({ cache: join(moved, '.cache') })
      await bundler.bundle(join(moved, 'site/actions.ts'))
      expect(await readdir(join(moved, '.cache/bundle'))).toEqual([entry.split('/').at(-1)])
    } finally {
      await rm(moved, { recursive: true })
    }
  })

  it('is shared by bundlers that make the same file at the same time', async () => {
    await using folder = await TemplateFolder.create(PACK)
    await using quick = await TemplateFolder.create({
      'actions.ts': 'export const install = () => 1',
    })
    const folders = [folder, quick, folder, folder]
    const [first, , ...others] = await Promise.all(folders.map((each) => each.bundle()))
    expect(others).toEqual([first, first])
  })

  it('is made again when it is damaged', async () => {
    await using folder = await TemplateFolder.create(PACK)
    const before = await folder.bundle()
    await writeFile(await entryOf(folder), '{"inputs":')
    expect(await folder.bundle()).toEqual(before)
  })

  it('sees within the life of one bundler that a file has changed', async () => {
    await using folder = await TemplateFolder.create(PACK)
    await using bundler = new EsbuildBundler({ cache: folder.cache })
    const [before] = await bundler.bundle(folder.at('actions.ts'))
    await folder.write({ 'quote.ts': 'export const quote = (text: string) => text' })
    const [after] = await bundler.bundle(folder.at('actions.ts'))
    expect(after?.hash).not.toBe(before?.hash)
  })
})

async function entryOf(folder: TemplateFolder): Promise<string> {
  const [name = ''] = await readdir(join(folder.cache, 'bundle'))
  return join(folder.cache, 'bundle', name)
}
