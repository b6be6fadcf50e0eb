import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)
const checkout = fileURLToPath(new URL('../..', import.meta.url))
const fixtures = fileURLToPath(new URL('../fixtures/plugins', import.meta.url))
/** Everything happens below this folder, far from the checkout and its links. */
let home: string
/** Of every package, by its name without what stands for the scope. */
const tarballs = new Map<string, string>()

beforeAll(async () => {
  home = await realpath(await mkdtemp(path.join(tmpdir(), 'ays-packed-')))
  const packages = await readdir(path.join(checkout, 'packages'))
  const workspaces = packages.map((name) => `--workspace=packages/${name}`)
  await npm(checkout, 'pack', '--ignore-scripts', `--pack-destination=${home}`, ...workspaces)
  const files = (await readdir(home)).filter((file) => file.endsWith('.tgz'))
  for (const file of files) tarballs.set(file.replace(/^ays-|-\d.*$/g, ''), path.join(home, file))
  await writePackage('app', { private: true })
  await npm(path.join(home, 'app'), 'install', ...tarballs.values())
  await mkdir(path.join(home, 'site'))
}, 300_000)

afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))

it(
  'a packed AYS, with plugins and a pack from elsewhere and two copies of core, installs, uses and removes them',
  {
    timeout: 300_000,
  },
  async () => {
    expect(await ays('init', '--bare')).toMatchObject({ code: 0 })
    const packed = { tally: await packTally(), hello: await pack('ays-plugin-hello') }
    for (const file of [packed.tally, packed.hello, await pack('ays-pack-greeting')]) {
      expect(await document('plugins', 'install', file)).toMatchObject({ faults: [] })
    }
    expect(await document('plugins', 'list')).toMatchObject([
      { name: 'ays-plugin-tally', adds: { stores: ['tally'] }, faults: [] },
      { name: 'ays-plugin-hello', adds: { commands: ['hello'] }, faults: [] },
      { name: 'ays-pack-greeting', adds: { packs: ['./templates'] }, faults: [] },
    ])

    await write('site/blueprints/site.yaml', 'greeting__one:\n  text: from afar\n')
    const applied = await ays('apply', '--yes', '--log-level', 'info')
    expect(applied).toMatchObject({ code: 0, stderr: expect.stringContaining('from afar') })
    expect(await ays('hello')).toMatchObject({ code: 0, stdout: 'Hello greeting!one\n' })
    expect(await ays('hello', '--word', 'Hi')).toMatchObject({ stdout: 'Hi greeting!one\n' })

    // What the other copy of core made is a store, and an error with its code, hint and exit code, here too.
    expect(await document('store', 'info', '--store', 'tally:')).toMatchObject({ scheme: 'tally' })
    const { code, stdout } = await ays('store', 'info', '--store', 'tally:x', '--json')
    const { error } = JSON.parse(stdout)
    expect(code).toBe(2)
    expect(error).toMatchObject({ code: 'AYS_STORE_URL', hint: 'Write tally:' })
    expect(error.details.core).toContain('/ays-plugin-tally/node_modules/@ays/core/')
    // And a plugin without a copy has the one of this AYS.
    await ays('destroy', '--yes')
    expect(await ays('hello')).toMatchObject({ code: 2, stderr: expect.stringContaining('nobody') })

    for (const name of ['ays-plugin-tally', 'ays-plugin-hello', 'ays-pack-greeting']) {
      expect(await document('plugins', 'uninstall', name)).toEqual({ removed: name })
    }
    expect(await document('plugins', 'list')).toEqual([])
    expect(await ays('hello')).toMatchObject({ code: 2 })
    expect((await ays('store', 'info', '--store', 'tally:')).stderr).toContain('AYS_STORE_URL')
  },
)

it(
  'a plugin that is broken is not installed, and takes nothing away from the one that is',
  { timeout: 300_000 },
  async () => {
    await ays('plugins', 'install', await packText('1.0.0', 'export const openStore = () => {}'))
    const wrong = await ays('plugins', 'install', await packText('1.1.0', 'process.exit(0)'))
    expect(wrong).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('./plugin.js ends the process that loads it'),
    })
    expect(await document('plugins', 'update')).toMatchObject([{ version: '1.0.0', faults: [] }])
  },
)

/** The plugin that carries a core with it, as its author would pack it. */
async function packTally(): Promise<string> {
  const folder = path.join(home, 'ays-plugin-tally')
  await cp(path.join(fixtures, 'ays-plugin-tally'), folder, { recursive: true })
  await npm(folder, 'install', tarballs.get('core') ?? '')
  return pack(folder)
}

async function packText(version: string, text: string): Promise<string> {
  await writePackage('ays-plugin-x', {
    version,
    type: 'module',
    ays: { stores: { x: './plugin.js' } },
    oclif: {},
  })
  await write('ays-plugin-x/plugin.js', text)
  return pack(path.join(home, 'ays-plugin-x'))
}

/** A fixture by its name, or a folder. */
async function pack(name: string): Promise<string> {
  const folder = path.resolve(fixtures, name)
  const file = (await npm(folder, 'pack', `--pack-destination=${home}`)).trim()
  return path.join(home, file)
}

function writePackage(name: string, pjson: object): Promise<void> {
  return write(`${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...pjson }))
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(home, file)), { recursive: true })
  await writeFile(path.join(home, file), text)
}

/** With the cache and the registry of whoever runs this. */
async function npm(cwd: string, ...args: string[]): Promise<string> {
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--no-update-notifier']
  return (await run('npm', [...args, ...quiet], { cwd })).stdout
}

async function document(...args: string[]): Promise<unknown> {
  const { stdout, stderr } = await ays(...args, '--json')
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

/** The installed command line, in the repository. */
async function ays(...args: string[]) {
  const cwd = path.join(home, 'site')
  const env = {
    ...process.env,
    AYS_DATA_DIR: path.join(home, 'data'),
    NO_COLOR: '1',
    NODE_ENV: 'development',
  }
  const bin = path.join(home, 'app/node_modules/.bin/ays')
  try {
    return { code: 0, ...(await run(bin, args, { cwd, env })) }
  } catch (error) {
    if (isExit(error)) return error
    throw error
  }
}

interface Exit {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function isExit(error: unknown): error is Exit {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
}
