import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CliResult, runCli } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const actions = `export const install = async ({ service }) => {
  if (service.name === 'bad') throw new Error('no such luck')
}
`

let repository: TempRepository

beforeAll(async () => {
  repository = await createRepository({
    templates: { thing: { schema: 'size = type:int default:1\n', actions } },
    blueprints: { 'site.yaml': 'thing__a:\nthing__bad:\n' },
  })
  await repository.ays('apply', '--yes')
  await writeFile(
    path.join(repository.folder, 'faults.yaml'),
    'thing__a:\n  size: many\n  siez: 1\n',
  )
  await writeFile(path.join(repository.folder, 'more.yaml'), 'thing__more:\n')
  await repository.ays('daemon', 'start')
})

afterAll(async () => {
  await repository.ays('daemon', 'stop', '--now')
  await repository[Symbol.asyncDispose]()
})

/** Names which flag oclif alone knows; it means what is meant anyway. */
const BY_OCLIF = ['--log-level', 'warn']

/** What stands in a file of the bundle that holds a part of oclif, or of the engine. */
const OCLIF = '@oclif/core'
const ENGINE = 'buildActionGraph'

describe('a command that only asks a daemon', () => {
  it.each<{ args: string[]; exitCode: number }>([
    { args: ['service', 'list'], exitCode: 0 },
    { args: ['service', 'list', '--json'], exitCode: 0 },
    { args: ['service', 'list', '--state', 'error', '--role=thing', '--limit', '1'], exitCode: 0 },
    { args: ['service', 'list', '--parent', 'no such thing'], exitCode: 2 },
    { args: ['service', 'list', '--state', 'odd'], exitCode: 2 },
    { args: ['service', 'list', 'thing!a'], exitCode: 2 },
    { args: ['run', 'list'], exitCode: 0 },
    { args: ['run', 'list', '--limit', '1', '--state', 'error', '--json'], exitCode: 0 },
    { args: ['run', 'list', '--limit', '0'], exitCode: 2 },
    { args: ['plan'], exitCode: 0 },
    { args: ['plan', '--json'], exitCode: 0 },
    { args: ['plan', 'more.yaml', '--detailed-exitcode'], exitCode: 3 },
    { args: ['plan', 'faults.yaml'], exitCode: 2 },
    { args: ['plan', 'faults.yaml', '--json'], exitCode: 2 },
    { args: ['plan', 'missing.yaml'], exitCode: 2 },
    { args: ['plan', '--prnue'], exitCode: 2 },
    { args: ['plan', '--target', 'thing!a', '--no-color', '--repo', '.'], exitCode: 0 },
  ])(
    '$args says and exits with $exitCode, whether oclif is loaded or not',
    async ({ args, exitCode }) => {
      const quick = await repository.ays(...args)
      const slow = await repository.ays(...args, ...BY_OCLIF)
      expect(quick.exitCode).toBe(exitCode)
      expect(timeless(quick)).toEqual(timeless(slow))
    },
  )

  it.each([[['service', 'list']], [['run', 'list']], [['plan']]])(
    'loads no oclif for %j',
    async (args) => {
      expect(await loads(OCLIF, args)).toBe(false)
      expect(await loads(OCLIF, [...args, ...BY_OCLIF])).toBe(true)
    },
  )

  it('is answered by who reads ays.yaml anew when that has changed since the daemon began', async () => {
    const file = path.join(repository.folder, 'ays.yaml')
    const later = new Date(Date.now() + 60_000)
    await utimes(file, later, later)
    expect(await loads(OCLIF, ['service', 'list'])).toBe(true)
  })
})

it.each([[['--version']], [['--help']], [['plan', '--help']]])(
  'a command that asks nothing loads no engine: %j',
  async (args) => {
    expect(await loads(ENGINE, args)).toBe(false)
    expect(await loads(ENGINE, ['validate'])).toBe(true)
  },
)

/** What is another every time is left out: ids and times. */
function timeless({ exitCode, stdout, stderr }: CliResult): unknown {
  const text = `${stdout}\n${stderr}`
  return { exitCode, text: text.replaceAll(/\b[0-9A-Z]{26}\b|\b\d{13}\b/g, '…') }
}

/** Whether a file with this in it was loaded, as Node's own coverage tells. */
async function loads(part: string, args: readonly string[]): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-loaded-'))
  try {
    const env = { NODE_V8_COVERAGE: folder }
    const { exitCode } = await runCli(args, { cwd: repository.folder, env })
    expect(exitCode).toBe(0)
    const files = await Promise.all(
      (await readdir(folder)).map((name) => loadedBy(path.join(folder, name))),
    )
    const texts = await Promise.all(files.flat().map((file) => readFile(file, 'utf8')))
    return texts.some((text) => text.includes(part))
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function loadedBy(report: string): Promise<string[]> {
  const { result }: { result: { url: string }[] } = JSON.parse(await readFile(report, 'utf8'))
  return result.filter(({ url }) => url.startsWith('file:')).map(({ url }) => fileURLToPath(url))
}
