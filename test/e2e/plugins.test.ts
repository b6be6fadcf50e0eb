import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

/** A plugin as texts: its package.json, whole or what is added to one that is right, and its other files. */
interface Files {
  readonly pjson?: object | string
  readonly [file: string]: object | string | undefined
}

/** What `ays plugins` keeps, and the plugins themselves. */
let data: string
let repository: TempRepository

beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'ays-plugins-'))
  // AYS's own store: a plugin that brings one is not among the plugins of this folder.
  repository = await createRepository({ store: 'level:.ays/db' }, { AYS_DATA_DIR: data })
})

afterEach(async () => {
  await repository[Symbol.asyncDispose]()
  await rm(data, { recursive: true, force: true })
})

const GOOD: Files = {
  pjson: { ays: { packs: ['./templates'] } },
  'templates/thing/schema.hrd': 'name = type:str\n',
}
const STORE = { ays: { stores: { bad: './plugin.js' } } }
const COMMANDS = { oclif: { commands: './commands' } }
const COMMAND = `export default class { static id = 'x'; static run() { console.log('it runs') } }`

/** Broken so that AYS sees it at every start: the plugin adds nothing, or not all. */
const AT_START: Readonly<Record<string, [files: Files | undefined, fault: string]>> = {
  'is gone': [undefined, 'ENOENT'],
  'has a package.json that is no JSON': [{ pjson: '{ "name": ' }, 'JSON'],
  'has a package.json that is a list': [{ pjson: '[]' }, 'its package.json holds no object'],
  'has a manifest of wrong types': [{ pjson: { ays: { stores: 7 } } }, '"ays.stores" is no object'],
  'leaves its package': [{ pjson: { ays: { hosts: { x: '../../x.js' } } } }, 'leaves the package'],
  'has commands outside of its package': [
    { pjson: { oclif: { commands: '/etc' } } },
    '"oclif.commands" leaves the package: /etc',
  ],
  'is made for another AYS': [
    { pjson: { peerDependencies: { '@ays/core': '^99.0.0' } } },
    'it is made for @ays/core ^99.0.0, and this is ',
  ],
  'has the name of another': [{ pjson: { name: '@oclif/plugin-help' } }, 'it calls itself'],
  'has a manifest of commands that is no JSON': [
    { pjson: COMMANDS, 'oclif.manifest.json': '{' },
    'its oclif.manifest.json cannot be read',
  ],
  'has a manifest of commands of another version': [
    { pjson: COMMANDS, 'oclif.manifest.json': { version: '0.0.9', commands: {} } },
    'its oclif.manifest.json is of version 0.0.9, and it is 1.0.0',
  ],
  'has a manifest of commands that makes no sense': [
    { pjson: COMMANDS, 'oclif.manifest.json': { version: '1.0.0', commands: { x: 7 } } },
    'it cannot be loaded',
  ],
  'has topics that make no sense': [{ pjson: { oclif: { topics: { x: 7 } } } }, 'cannot be loaded'],
  'has a command that throws': [
    { pjson: COMMANDS, 'commands/x.js': `throw new Error('no such library')` },
    'it cannot be loaded: no such library',
  ],
  'has a command that ends the process': [
    { pjson: COMMANDS, 'commands/x.js': 'process.exit(7)' },
    'it cannot be loaded: it calls process.exit(7)',
  ],
  'has a command that AYS has': [
    { pjson: COMMANDS, 'commands/plan.js': COMMAND },
    'its command "plan" is left out, for AYS has it',
  ],
}

describe('a plugin that is broken', () => {
  it('is named, and nothing else suffers: all of them at once, beside one that is right', async () => {
    const cases = Object.entries(AT_START)
    const names = cases.map((_, at) => `ays-plugin-${at}`)
    for (const [at, [, [files]]] of cases.entries()) await write(`ays-plugin-${at}`, files)
    await write('ays-plugin-good', GOOD)
    await list([...names, 'ays-plugin-good'])
    const listed = await repository.ays('template', 'list')
    expect(listed).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('ays-plugin-good'),
    })
    const lines = listed.stderr.split('\n')
    const said = cases.map((_, at) => lines.find((line) => line.includes(`ays-plugin-${at}:`)))
    expect(said).toEqual(cases.map(([, [, fault]]) => expect.stringContaining(fault)))
    const shown = await repository.ays('plugins', 'list', '--json')
    expect(shown.json()).toMatchObject([
      ...names.map((name) => ({ name, faults: [expect.any(String)] })),
      { name: 'ays-plugin-good', faults: [], adds: { packs: ['./templates'] } },
    ])
    const help = await repository.ays('--help')
    expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('plan') })
  })

  it.each([
    ['throws', `throw new Error('no such library')`, 'cannot be loaded: no such library'],
    ['ends the process', 'process.exit(0)', 'cannot be loaded: it calls process.exit(0)'],
  ])(
    'in a module that %s is named by who uses it, by inspect, and by nobody else',
    async (_, text, fault) => {
      await write('ays-plugin-x', { pjson: STORE, 'plugin.js': text })
      await list(['ays-plugin-x'])
      const used = await repository.ays('store', 'info', '--store', 'bad:x')
      expect(used.exitCode).toBe(1)
      expect(used.stderr).toContain(`AYS_PLUGIN_BROKEN plugin ays-plugin-x: ./plugin.js ${fault}`)
      const inspected = await repository.ays('plugins', 'inspect', 'ays-plugin-x', '--json')
      expect(inspected.exitCode).toBe(1)
      expect(inspected.json()).toMatchObject({ faults: [expect.stringContaining('./plugin.js')] })
      expect(await repository.ays('store', 'info')).toMatchObject({ exitCode: 0, stderr: '' })
    },
  )

  it('with a store that never opens is no silent success', async () => {
    const store = `{ capabilities: {}, get() {}, getMany() {}, scan() {}, commit() {}, watch() {},
      lease() {}, isLeased() {}, open: () => new Promise(() => {}), async [Symbol.asyncDispose]() {} }`
    const text = `export const openStore = () => (${store})`
    await write('ays-plugin-x', { pjson: STORE, 'plugin.js': text })
    await list(['ays-plugin-x'])
    const { exitCode, stderr } = await repository.ays('store', 'info', '--store', 'bad:x')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('has stopped half way')])
  })

  it('by a link that leads out of it is not linked', async () => {
    await write('ays-plugin-x', { pjson: { ays: { packs: ['./templates'] } } })
    await symlink(tmpdir(), path.join(data, 'ays-plugin-x/templates'))
    const linked = await repository.ays('plugins', 'link', path.join(data, 'ays-plugin-x'))
    expect(linked.stderr).toContain('./templates leads out of the package')
  })

  it('can be removed', async () => {
    await write('ays-plugin-x', { pjson: '{' })
    await list(['ays-plugin-x', 'ays-plugin-gone'])
    expect(await repository.ays('plugins', 'uninstall', 'ays-plugin-x')).toMatchObject({
      exitCode: 0,
      stdout: 'ays-plugin-x is removed.\n',
    })
    expect(await repository.ays('plugins', 'uninstall', 'ays-plugin-gone')).toMatchObject({
      exitCode: 0,
    })
    expect(await repository.ays('plugins', 'list')).toMatchObject({
      stdout: 'No plugins.\n',
      stderr: '',
    })
  })
})

it('the pack of a plugin has the version of the plugin, which has to fit AYS', async () => {
  await write('ays-plugin-good', GOOD)
  await write('ays-plugin-late', {
    ...GOOD,
    pjson: { ays: { packs: ['./templates'] }, peerDependencies: { '@ays/core': '^99.0.0' } },
  })
  await list(['ays-plugin-late', 'ays-plugin-good'])
  const listed = await repository.ays('pack', 'list', '--json')
  expect(listed.json()).toEqual([
    {
      entry: 'ays-plugin-good',
      kind: 'plugin',
      state: 'plugin',
      name: 'ays-plugin-good',
      version: '1.0.0',
      folders: [path.join(data, 'ays-plugin-good/templates')],
    },
  ])
  expect(listed.stderr).toContain('ays-plugin-late: it is made for @ays/core ^99.0.0')
  await repository.write('blueprints/a.yaml', 'thing__one:\n  name: one\n')
  await repository.ays('apply', '--yes')
  expect((await repository.ays('actor', 'list')).stdout).toContain('ays-plugin-good@1.0.0')
})

it('the list of plugins, when it cannot be read, is named, and AYS goes on without them', async () => {
  await writeFile(path.join(data, 'package.json'), '{')
  const { exitCode, stderr } = await repository.ays('template', 'list')
  expect(exitCode).toBe(0)
  expect(stderr).toContain(`${data}/package.json: the list of what is installed cannot be read`)
})

it('hooks of a plugin do not run: it costs nothing until it is used', async () => {
  const pjson = { oclif: { hooks: { init: './hook.js', prerun: './hook.js' } } }
  await write('ays-plugin-x', { pjson, 'hook.js': `export default () => process.exit(9)` })
  await list(['ays-plugin-x'])
  expect(await repository.ays('template', 'list')).toMatchObject({ exitCode: 0, stderr: '' })
})

it('a plugin that is not installed is no silent success, and the near one is named', async () => {
  await write('ays-plugin-good', GOOD)
  await list(['ays-plugin-good'])
  for (const command of ['inspect', 'uninstall']) {
    const { exitCode, stderr } = await repository.ays('plugins', command, 'ays-plugin-god')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Did you mean "ays-plugin-good"?')
  }
})

async function write(name: string, files: Files | undefined): Promise<void> {
  if (files === undefined) return
  const { pjson = {}, ...others } = files
  const usual = { name, version: '1.0.0', type: 'module', oclif: {} }
  const texts = {
    ...others,
    'package.json': typeof pjson === 'string' ? pjson : { ...usual, ...pjson },
  }
  for (const [file, text] of Object.entries(texts)) {
    const place = path.join(data, name, file)
    await mkdir(path.dirname(place), { recursive: true })
    await writeFile(place, typeof text === 'string' ? text : JSON.stringify(text))
  }
}

/** As if they had been right when they were linked. */
function list(names: readonly string[]): Promise<void> {
  const plugins = names.map((name) => ({ name, type: 'link', root: path.join(data, name) }))
  return writeFile(path.join(data, 'package.json'), JSON.stringify({ oclif: { plugins } }))
}
