import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkPlugin } from '../../src/plugins/check-plugin.ts'
import { guard } from '../../src/plugins/guard.ts'
import { probeModule } from '../../src/plugins/probe-module.ts'

const NEVER_ENDS = 'await new Promise(() => {})\n'
const FILES = {
  'store.mjs': 'export const openStore = () => {}\n',
  'host.mjs': 'export const createHost = () => {}\n',
  'format.mjs': "export const format = { extension: '.x', read() {} }\n",
  'throws.mjs': "throw new Error('no such library')\n",
  'syntax.mjs': 'export const = 1\n',
  'exits.mjs': 'process.exit(0)\n',
  'waits.mjs': NEVER_ENDS,
  'listens.mjs': `import { createServer } from 'node:net'\ncreateServer().listen(0)\n${NEVER_ENDS}`,
  'loops.mjs': 'for (;;);\n',
  'noise.mjs':
    "console.log('noise')\nexport const openStore = () => {}\nsetInterval(() => {}, 99)\n",
}

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ays-check-'))
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(root, name), text)
  await mkdir(join(root, 'templates'))
  await symlink(tmpdir(), join(root, 'elsewhere'))
})
afterAll(() => rm(root, { recursive: true }))

function check(ays: object, oclif: object | undefined = {}): Promise<string[]> {
  const pjson = { name: 'ays-plugin-x', version: '1.0.0', ays, oclif }
  return checkPlugin({ name: 'ays-plugin-x', root, pjson }, '0.1.0', { built: true })
}

describe('the check of a plugin', () => {
  it('finds no fault in one that keeps what its manifest promises, whatever else it does', async () => {
    const stores = { x: './store.mjs', y: 'noise.mjs' }
    const schemaFormats = { '.x': './format.mjs' }
    const hosts = { far: './host.mjs' }
    expect(await check({ stores, hosts, schemaFormats, packs: ['./templates'] })).toEqual([])
  })

  it.each([
    [{ stores: { x: './none.mjs' } }, './none.mjs is not there'],
    [{ packs: ['./none'] }, './none is not there'],
    [{ packs: ['./elsewhere'] }, './elsewhere leads out of the package'],
    [{ stores: { x: './host.mjs' } }, './host.mjs does not export openStore'],
    [{ hosts: { far: './store.mjs' } }, './store.mjs does not export createHost'],
    [{ schemaFormats: { '.x': './store.mjs' } }, './store.mjs does not export format'],
    [{ stores: { x: './throws.mjs' } }, './throws.mjs cannot be loaded: no such library'],
    [{ stores: { x: './syntax.mjs' } }, './syntax.mjs cannot be loaded: Unexpected token'],
    [{ stores: { x: './exits.mjs' } }, './exits.mjs ends the process that loads it'],
    [{ stores: { x: './waits.mjs' } }, './waits.mjs ends the process that loads it'],
    [{ stores: { x: '../x.mjs' } }, '"ays.stores.x" leaves the package'],
  ])('tells what is wrong with %j', async (ays, fault) => {
    expect(await check(ays)).toEqual([expect.stringContaining(fault)])
  })

  it('tells all faults at once', async () => {
    const stores = { x: './throws.mjs', y: './none.mjs' }
    expect(await check({ stores, packs: ['./none'] })).toHaveLength(3)
  })

  it('tells of commands that would all be loaded at every start', async () => {
    expect(await check({}, { commands: './commands' })).toEqual([
      'it has commands and no oclif.manifest.json',
    ])
  })

  it.each(['loops.mjs', 'listens.mjs'])(
    'ends a module that never ends to load: %s',
    async (file) => {
      const url = pathToFileURL(join(root, file)).href
      expect(await probeModule(url, 'openStore', 300)).toBe('does not load within 0.3 s')
    },
  )
})

describe('what is loaded of a plugin in this process', () => {
  it('is given up when it takes too long', async () => {
    await expect(guard(() => new Promise(() => {}), 20)).rejects.toThrow('does not load within')
  })

  it('cannot end it', async () => {
    await expect(guard(async () => process.exit(3))).rejects.toThrow('it calls process.exit(3)')
  })
})
