import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadFormats, loadPlugins } from '../src/load-plugins.ts'
import type { PluginPackage } from '../src/plugins/read-manifest.ts'

/** What makes an object a store. */
const STORE = `capabilities: {}, open() {}, get() {}, getMany() {}, scan() {}, commit() {}, watch() {},
  lease() {}, isLeased() {}, [Symbol.asyncDispose]() {}`

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ays-plugin-'))
  await writeFile(
    join(root, 'store.mjs'),
    `export const openStore = (url) => ({ url, ${STORE} })\n`,
  )
  await writeFile(join(root, 'nothing.mjs'), 'export const openStore = () => {}\n')
  await writeFile(join(root, 'half.mjs'), 'export const openStore = () => ({ capabilities: {} })\n')
  await writeFile(
    join(root, 'fails.mjs'),
    "export const openStore = () => { throw new Error('no') }\n",
  )
  await writeFile(
    join(root, 'format.mjs'),
    "export const format = { extension: '.x', read() {} }\n",
  )
  await writeFile(join(root, 'throws.mjs'), "throw new Error('no such library')\n")
})
afterAll(() => rm(root, { recursive: true }))

const plugin = (ays: unknown, name = 'ays-plugin-x') => ({ name, root, pjson: { ays } })
const madeFor = (pjson: object) => ({
  name: 'ays-plugin-x',
  root,
  pjson: { ...pjson, ays: { packs: ['./good'] } },
})
const loadAll = (packages: PluginPackage[]) => loadPlugins(packages, '0.1.0')

describe('plugins', () => {
  it('add stores, formats, hosts and packs by their manifest, and nothing is loaded before its use', async () => {
    const { stores, formats, hosts, packs, broken } = loadAll([
      plugin({
        stores: { x: './store.mjs', y: './throws.mjs' },
        schemaFormats: { '.x': './format.mjs' },
        hosts: { far: './throws.mjs' },
        packs: ['./templates'],
      }),
    ])
    expect(broken).toEqual([])
    expect(packs).toEqual([{ name: 'ays-plugin-x', folder: join(root, 'templates') }])
    expect(hosts).toEqual({ far: pathToFileURL(join(root, 'throws.mjs')).href })
    const module = await stores.get('x')?.()
    const options = { folder: root, repository: 'test' }
    expect(module?.openStore('x:place', options)).toMatchObject({ url: 'x:place' })
    expect(await Promise.all(formats.map((load) => load()))).toMatchObject([{ extension: '.x' }])
  })

  it.each([
    ['./nothing.mjs', 'openStore of ./nothing.mjs returns no store'],
    ['./half.mjs', 'openStore of ./half.mjs returns no store'],
    ['./fails.mjs', 'openStore of ./fails.mjs fails: no'],
  ])('whose store is none are named: %s', async (file, fault) => {
    const module = await loadAll([plugin({ stores: { x: file } })]).stores.get('x')?.()
    expect(() => module?.openStore('x:', { folder: root, repository: 'test' })).toThrow(
      expect.objectContaining({
        code: 'AYS_PLUGIN_BROKEN',
        message: `plugin ays-plugin-x: ${fault}`,
      }),
    )
  })

  it('without a manifest add nothing', () => {
    const { stores, formats, hosts, packs, broken } = loadAll([{ name: 'a', root, pjson: {} }])
    expect([stores.size, formats, hosts, packs, broken]).toEqual([0, [], {}, [], []])
  })

  it.each<[manifest: unknown, fault: string]>([
    [null, 'the "ays" block of its package.json is no object'],
    ['text', 'the "ays" block of its package.json is no object'],
    [{ store: {} }, '"ays.store" is unknown; known are stores, hosts, schemaFormats, packs'],
    [{ stores: ['x'] }, '"ays.stores" is no object of names and files'],
    [{ stores: { x: 1 } }, '"ays.stores.x" is no path'],
    [{ stores: { x: '' } }, '"ays.stores.x" is no path'],
    [{ stores: { 'X Y': './x.js' } }, '"X Y" in "ays.stores" is no scheme of a URL'],
    [{ schemaFormats: { toml: './x.js' } }, '"toml" in "ays.schemaFormats" is no file extension'],
    [{ hosts: ['./ssh.js'] }, '"ays.hosts" is no object of names and files'],
    [{ hosts: { far: '../x.js' } }, '"ays.hosts.far" leaves the package: ../x.js'],
    [{ hosts: { far: './a/../../x.js' } }, '"ays.hosts.far" leaves the package: ./a/../../x.js'],
    [{ hosts: { far: '/etc/x.js' } }, '"ays.hosts.far" leaves the package: /etc/x.js'],
    [{ packs: './one' }, '"ays.packs" is no list of folders'],
    [{ packs: ['..'] }, '"ays.packs[0]" leaves the package: ..'],
  ])('with the manifest %j are named and skipped; the others stay', (ays, fault) => {
    const { packs, broken } = loadAll([plugin(ays), plugin({ packs: ['./good'] }, 'ays-plugin-y')])
    expect(packs).toEqual([{ name: 'ays-plugin-y', folder: join(root, 'good') }])
    expect(broken).toEqual([{ name: 'ays-plugin-x', faults: [fault] }])
  })

  it('have all that is wrong with them told at once', () => {
    const { broken } = loadAll([plugin({ stores: { x: 1 }, packs: 2 })])
    expect(broken).toMatchObject([{ faults: [{}, {}].map(() => expect.any(String)) }])
  })

  it.each(['0.x', '^0.1.0', '>=0.1.0 <2', 'file:../core'])(
    'that are made for @ays/core %s are used by this version',
    (range) => {
      expect(loadAll([madeFor({ peerDependencies: { '@ays/core': range } })]).broken).toEqual([])
    },
  )

  it.each([
    { peerDependencies: { '@ays/core': '^1.0.0' } },
    { dependencies: { '@ays/cli': '2.x' } },
  ])('that are made for other versions are named and skipped: %j', (pjson) => {
    const { packs, broken } = loadAll([madeFor(pjson)])
    expect(packs).toEqual([])
    expect(broken).toMatchObject([{ faults: [expect.stringContaining('and this is 0.1.0')] }])
  })

  it('cannot take a name that AYS or another plugin has given; the rest of them stays', () => {
    const names = {
      stores: { x: './store.mjs', redis: './store.mjs' },
      hosts: { far: './far.mjs', local: './far.mjs' },
      schemaFormats: { '.x': './format.mjs', '.hrd': './format.mjs' },
    }
    const first = loadAll([plugin(names)])
    expect(first.broken).toEqual([
      {
        name: 'ays-plugin-x',
        faults: [
          'the store "redis" is left out, for AYS has one',
          'the schema format ".hrd" is left out, for AYS has one',
          'the host "local" is left out, for AYS has one',
        ],
      },
    ])
    const both = loadAll([plugin(names), plugin({ ...names, packs: ['./good'] }, 'ays-plugin-y')])
    expect(both.broken[1]?.faults).toContain('the store "x" is left out, for ays-plugin-x has one')
    expect([...both.stores.keys(), ...Object.keys(both.hosts)]).toEqual(['x', 'far'])
    expect(both.packs).toHaveLength(1)
  })

  it('that break their promise fail by name, with the reason', async () => {
    const { stores } = loadAll([
      plugin({ stores: { wrong: './format.mjs', throws: './throws.mjs', none: './none.mjs' } }),
    ])
    await expect(stores.get('wrong')?.()).rejects.toMatchObject({
      code: 'AYS_PLUGIN_BROKEN',
      message:
        'plugin ays-plugin-x: ./format.mjs does not export openStore as the manifest promises',
    })
    await expect(stores.get('throws')?.()).rejects.toMatchObject({
      code: 'AYS_PLUGIN_BROKEN',
      cause: { message: 'no such library' },
    })
    await expect(stores.get('none')?.()).rejects.toMatchObject({ code: 'AYS_PLUGIN_BROKEN' })
  })

  it('whose format is broken are named and left out; the others stay', async () => {
    const schemaFormats = { '.y': './none.mjs', '.x': './format.mjs' }
    const warnings: string[] = []
    const loaded = await loadFormats(loadAll([plugin({ schemaFormats })]), (text) => {
      warnings.push(text)
    })
    expect(loaded).toMatchObject([{ extension: '.x' }])
    expect(warnings).toEqual([
      expect.stringMatching(
        /^plugin ays-plugin-x: \.\/none\.mjs cannot be loaded: Cannot find module/,
      ),
    ])
  })
})
