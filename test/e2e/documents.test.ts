import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDocument, hasSchema } from '../harness/document-schemas.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

interface Manifest {
  readonly commands: Readonly<Record<string, { hidden?: boolean; pluginName: string }>>
}

/**
 * One call of every command in an order in which each does something; it ends with this code. The first id
 * that it prints is noted under a name, for later calls.
 */
const CALLS: readonly (readonly [
  command: string,
  args: string,
  exitCode?: number,
  note?: string,
])[] = [
  ['doctor', ''],
  ['status', ''],
  ['completion', 'bash'],
  ['init', 'mine'],
  ['validate', ''],
  ['plan', '--out site.plan'],
  ['apply', 'site.plan --yes'],
  ['do', 'fail --yes', 1],
  ['run retry', '', 1],
  ['run', '--yes', 1],
  ['run list', ''],
  ['run show', ''],
  ['run logs', ''],
  ['run watch', '', 1, '$run'],
  ['run cancel', '$run'],
  ['run delete', '$run'],
  ['service list', ''],
  ['export', 'state'],
  ['import', 'state'],
  ['service show', 'web!shop'],
  ['service show', 'web!shop --at 1'],
  ['service history', 'web!shop'],
  ['service diff', 'web!shop'],
  ['service get', 'web!shop ratio'],
  ['service state', 'web!shop install'],
  ['service set-state', 'web!shop fail disabled'],
  ['service pause', 'web!shop'],
  ['service resume', 'web!shop'],
  ['service delete', 'queue!mail --yes'],
  ['service delete', 'web!shop --forget --yes'],
  ['graph', ''],
  ['why', 'db!main'],
  ['template new', 'fresh'],
  ['template list', ''],
  ['template show', 'web'],
  ['template check', 'fresh'],
  ['template types', ''],
  ['actor list', ''],
  ['actor show', 'db'],
  ['actor update', '--yes'],
  ['pack list', ''],
  ['pack install', ''],
  ['pack update', ''],
  ['pack new', 'fresh-pack'],
  ['pack test', 'fresh-pack --runs 1'],
  ['schema convert', 'templates/web/schema.hrd'],
  ['schema check', 'templates/web/schema.hrd'],
  ['schema diff', 'templates/web/schema.hrd templates/web/schema.hrd'],
  ['schema encode', 'templates/web/schema.hrd data.json --out data.bin'],
  ['schema decode', 'templates/web/schema.hrd data.bin'],
  ['schema migrate', 'web'],
  ['store info', ''],
  ['store check', 'memory:'],
  ['store verify', ''],
  ['store compact', ''],
  ['store backup', 'site.ays-backup'],
  ['store restore', 'site.ays-backup --force'],
  ['store migrate', '--to level:other'],
  ['queue add', '', 0, '$queued'],
  ['queue show', '$queued'],
  ['queue list', ''],
  ['queue cancel', '$queued'],
  ['event send', 'deploy', 0, '$event'],
  ['event show', '$event'],
  ['event list', ''],
  ['event replay', '$event'],
  ['daemon unit', ''],
  ['daemon start', ''],
  ['daemon status', ''],
  ['daemon token create', 'ci', 0, '$token'],
  ['daemon token list', ''],
  ['daemon token revoke', '$token'],
  ['daemon audit', ''],
  ['daemon logs', ''],
  ['daemon stop', ''],
  ['destroy', '--yes'],
]

/**
 * What needs a run that was interrupted, or plugins: two-terminals.test.ts and plugins.test.ts have them, and their documents
 * are held against their schemas, too.
 */
const NOT_CALLED = new Set([
  'run resume',
  ...['install', 'link', 'uninstall', 'update', 'list', 'inspect'].map((word) => `plugins ${word}`),
])

describe('what a command prints with --json is as its published schema says', () => {
  const noted = new Map<string, string>()
  let journal: Journal
  let repository: TempRepository

  beforeAll(async () => {
    journal = await openJournal()
    const failing = "export const fail = () => { throw new Error('as it should') }"
    const { templates, ...site } = siteFiles(journal)
    const web = { ...templates?.['web'], actions: `${templates?.['web']?.actions}\n${failing}\n` }
    repository = await createRepository({ ...site, templates: { ...templates, web } })
    await repository.write('data.json', '{ "db": "main" }')
  })

  afterAll(async () => {
    await repository.ays('daemon', 'stop', '--now')
    await repository[Symbol.asyncDispose]()
    await journal[Symbol.asyncDispose]()
  })

  it.each(calls())('ays $command $args', async ({ command, args, exitCode, note }) => {
    const rest = args.split(' ').filter((word) => word !== '')
    const words = rest.map((word) => noted.get(word) ?? word)
    const result = await repository.ays(...command.split(' '), ...words, '--json')
    // json() holds it against the schema.
    const document = result.json()
    expect(result).toMatchObject({ exitCode, stderr: '' })
    expect(document).not.toHaveProperty('error')
    if (note !== '') noted.set(note, /"id": "([^"]+)"/.exec(result.stdout)?.[1] ?? '')
  })
})

it('every command has a schema and is called above', () => {
  const called = new Set(CALLS.map(([command]) => command))
  const commands = ownCommands()
  expect(commands.length).toBeGreaterThan(50)
  expect(commands.filter((words) => !hasSchema(words))).toEqual([])
  expect(commands.filter((words) => !called.has(words) && !NOT_CALLED.has(words))).toEqual([])
})

it('a document that is not as its schema says is found', () => {
  expect(() => checkDocument(['store', 'info'], {})).toThrow('schema does not know')
  expect(() => checkDocument(['store', 'info'], { error: {} })).toThrow('schema does not know')
  expect(() => checkDocument(['nonsense'], {})).toThrow('no schema')
})

function calls() {
  return CALLS.map(([command, args, exitCode = 0, note = '']) => ({
    command,
    args,
    exitCode,
    note,
  }))
}

function ownCommands(): string[] {
  const file = createRequire(import.meta.url).resolve('@ays/cli/package.json')
  const text = readFileSync(file.replace('package.json', 'oclif.manifest.json'), 'utf8')
  // Written by oclif; a wrong shape fails below.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { commands } = JSON.parse(text) as Manifest
  return Object.entries(commands)
    .filter(([, { hidden, pluginName }]) => hidden !== true && pluginName === '@ays/cli')
    .map(([id]) => id.replaceAll(':', ' '))
}
