import { execFile } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installPackedCli, type PackedCli, runNpm } from '../harness/packed-cli.ts'

const run = promisify(execFile)
const fixtures = fileURLToPath(new URL('../fixtures/plugins', import.meta.url))
/** Everything happens below its folder. */
let cli: PackedCli

beforeAll(async () => {
  cli = await installPackedCli()
  await mkdir(path.join(cli.home, 'site'))
}, 300_000)

afterAll(() => cli[Symbol.asyncDispose]())

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
  const folder = path.join(cli.home, 'ays-plugin-tally')
  await cp(path.join(fixtures, 'ays-plugin-tally'), folder, { recursive: true })
  await runNpm(folder, 'install', cli.tarballs.get('core') ?? '')
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
  return pack(path.join(cli.home, 'ays-plugin-x'))
}

/** A fixture by its name, or a folder. */
async function pack(name: string): Promise<string> {
  const folder = path.resolve(fixtures, name)
  const file = (await runNpm(folder, 'pack', `--pack-destination=${cli.home}`)).trim()
  return path.join(cli.home, file)
}

function writePackage(name: string, pjson: object): Promise<void> {
  return write(`${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...pjson }))
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(cli.home, file)), { recursive: true })
  await writeFile(path.join(cli.home, file), text)
}

async function document(...args: string[]): Promise<unknown> {
  const { stdout, stderr } = await ays(...args, '--json')
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

/** The installed command line, in the repository. */
async function ays(...args: string[]) {
  const cwd = path.join(cli.home, 'site')
  const env = {
    ...process.env,
    AYS_DATA_DIR: path.join(cli.home, 'data'),
    NO_COLOR: '1',
    NODE_ENV: 'development',
  }
  try {
    return { code: 0, ...(await run(cli.bin, args, { cwd, env })) }
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
