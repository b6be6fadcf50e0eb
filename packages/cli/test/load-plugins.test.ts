import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadFormats, loadPlugins } from '../src/load-plugins.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ays-plugin-'))
  await writeFile(join(root, 'store.mjs'), 'export const openStore = (url) => ({ url })\n')
  await writeFile(
    join(root, 'format.mjs'),
    "export const format = { extension: '.x', read() {} }\n",
  )
  await writeFile(join(root, 'throws.mjs'), "throw new Error('no such library')\n")
})
afterAll(() => rm(root, { recursive: true }))

const plugin = (ays: unknown) => ({ name: 'ays-plugin-x', root, pjson: { ays } })

describe('plugins', () => {
  it('add stores, formats, hosts and packs by their manifest, and nothing is loaded before its use', async () => {
    const { stores, formats, hosts, packs, broken } = loadPlugins([
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
    expect(module?.openStore('x:place', options)).toEqual({ url: 'x:place' })
    expect(await Promise.all(formats.map((load) => load()))).toMatchObject([{ extension: '.x' }])
  })

  it('without a manifest add nothing', () => {
    const { stores, formats, hosts, packs, broken } = loadPlugins([{ name: 'a', root, pjson: {} }])
    expect([stores.size, formats, hosts, packs, broken]).toEqual([0, [], {}, [], []])
  })

  it.each([
    [null],
    ['text'],
    [{ stores: ['x'] }],
    [{ stores: { x: 1 } }],
    [{ hosts: ['./ssh.js'] }],
    [{ packs: './one' }],
  ])('with the manifest %j are named and skipped; the others stay', (ays) => {
    const { packs, broken } = loadPlugins([plugin(ays), plugin({ packs: ['./good'] })])
    expect(packs).toHaveLength(1)
    expect(broken).toMatchObject([
      { code: 'AYS_PLUGIN_BROKEN', message: expect.stringContaining('ays-plugin-x') },
    ])
  })

  it('that break their promise fail by name, with the reason', async () => {
    const { stores } = loadPlugins([
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
    const loaded = await loadFormats(loadPlugins([plugin({ schemaFormats })]), (text) => {
      warnings.push(text)
    })
    expect(loaded).toMatchObject([{ extension: '.x' }])
    expect(warnings).toEqual(['plugin ays-plugin-x: ./none.mjs cannot be loaded'])
  })
})
