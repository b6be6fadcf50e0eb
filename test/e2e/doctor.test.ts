import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const THING = { thing: { schema: 'size = type:int default:1\n' } }

let data: string
let repository: TempRepository

beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'ays-doctor-'))
  const blueprints = { 'one.yaml': 'thing__one:\n' }
  const files = { store: 'level:.ays/db', templates: THING, blueprints }
  repository = await createRepository(files, { AYS_DATA_DIR: data })
})

afterEach(async () => {
  await repository[Symbol.asyncDispose]()
  await rm(data, { recursive: true, force: true })
})

/** What is broken, and what the doctor says of it. */
const BROKEN: readonly (readonly [
  what: string,
  harm: () => Promise<unknown>,
  finding: { check: string; state: 'error' | 'warning'; found: RegExp; mend: RegExp },
])[] = [
  [
    'an ays.yaml that is none',
    () => repository.write('ays.yaml', 'stroe: level:db\n'),
    { check: 'repository', state: 'error', found: /^ays\.yaml:1:1: /, mend: /./ },
  ],
  [
    'a store with a damaged file',
    () => repository.write('.ays/db/CURRENT', 'nonsense'),
    { check: 'store', state: 'error', found: /./, mend: /ays store/ },
  ],
  [
    'a store that nobody knows',
    () => repository.write('ays.yaml', `id: ${repository.id}\nstore: levle:.ays/db\n`),
    { check: 'store', state: 'error', found: /names no store/, mend: /Did you mean "level"\?/ },
  ],
  [
    'a socket that others can use',
    async () => {
      await repository.write('.ays/ays.sock', '')
      await chmod(path.join(repository.folder, '.ays/ays.sock'), 0o666)
    },
    { check: 'permissions', state: 'error', found: /others can use/, mend: /^chmod 600 / },
  ],
  [
    'a folder that everybody can write',
    async () => {
      await mkdir(path.join(repository.folder, '.ays'))
      await chmod(path.join(repository.folder, '.ays'), 0o777)
    },
    { check: 'permissions', state: 'warning', found: /everybody can write/, mend: /^chmod o-w / },
  ],
  [
    'a store that git would take up',
    () => mkdir(path.join(repository.folder, '.git')),
    { check: 'git', state: 'warning', found: /take up \.ays/, mend: /\.gitignore/ },
  ],
  [
    'a daemon that has died',
    () => repository.write('.ays/daemon.json', '{ "pid": 999999999, "birth": "1" }'),
    { check: 'daemon', state: 'warning', found: /has died/, mend: /^ays daemon start$/ },
  ],
  [
    'a pack that is nowhere',
    () => repository.write('ays.yaml', `id: ${repository.id}\npacks: [./gone]\n`),
    { check: 'packs', state: 'error', found: /\.\/gone/, mend: /^ays pack install$/ },
  ],
  [
    'a template with a fault',
    () => repository.write('templates/thing/schema.hrd', 'size = type:nonsense\n'),
    { check: 'templates', state: 'error', found: /schema\.hrd:1/, mend: /ays template check/ },
  ],
  [
    'no templates',
    () => repository.remove('templates'),
    { check: 'template folder', state: 'warning', found: /none/, mend: /ays template new/ },
  ],
  [
    'a plugin that is gone',
    () => {
      const oclif = { plugins: [{ name: 'gone', type: 'user' }] }
      return writeFile(path.join(data, 'package.json'), JSON.stringify({ oclif }))
    },
    { check: 'plugins', state: 'error', found: /^gone: /, mend: /plugins uninstall gone/ },
  ],
]

describe('ays doctor', () => {
  it.each(BROKEN)('finds %s, and says how to mend it', async (_, harm, finding) => {
    await harm()
    const result = await repository.ays('doctor', '--json')
    const { found, mend, ...rest } = finding
    expect(result.json()).toMatchObject({
      findings: expect.arrayContaining([
        { ...rest, found: expect.stringMatching(found), mend: expect.stringMatching(mend) },
      ]),
    })
    expect(result.exitCode).toBe(finding.state === 'error' ? 1 : 0)
  })

  it('finds a repository well that is, by itself and through its daemon', async () => {
    await repository.ays('apply', '--yes')
    const alone = await repository.ays('doctor')
    expect(alone).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('All is well.') })
    await repository.ays('daemon', 'start')
    try {
      const served = await repository.ays('doctor')
      expect(served.stdout).toMatch(/daemon +process \d+ since .* serves/)
      expect(served).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('All is well.') })
    } finally {
      await repository.ays('daemon', 'stop', '--now')
    }
  })

  it('looks at the machine where there is no repository', async () => {
    const result = await runCli(['doctor'], { cwd: data })
    expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('ays init') })
  })
})
