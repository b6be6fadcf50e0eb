import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isAysError, MemoryStore, type PortFile } from '@ays/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { openTestEngine } from '../harness/engine.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const TEMPLATES = {
  db: {
    schema: 'port = type:int default:5432\npassword = type:password\n',
    actions: 'export const install = () => undefined\n',
  },
  web: {
    schema: 'db = type:str consume:db:1\n',
    actions: 'export const install = () => undefined\n',
  },
}
const SITE = 'db__main:\n  password: hush\nweb__shop:\n  db: main\n'

describe('an export of a site, in an empty repository', () => {
  let site: TempRepository
  let empty: TempRepository
  /** The export, for a test to change. */
  const at = (file: string) => path.join(empty.folder, 'state', file)

  beforeAll(async () => {
    site = await createRepository({ templates: TEMPLATES, blueprints: { 'site.yaml': SITE } })
    await site.ays('apply', '--yes', '--no-run')
    await site.ays('export', 'state', '--secrets')
    await site.ays('export', 'masked')
  })

  beforeEach(async () => {
    empty = await createRepository()
    await cp(path.join(site.folder, 'state'), at(''), { recursive: true })
    return () => empty[Symbol.asyncDispose]()
  })

  afterAll(() => site[Symbol.asyncDispose]())

  const change = async (file: string, from: string, to: string) => {
    const text = await readFile(at(file), 'utf8')
    expect(text).toContain(from)
    await writeFile(at(file), text.replace(from, to))
  }
  const services = async () => (await empty.ays('service', 'list', '--json')).json()

  it('is imported in one go, and a second time brings nothing', async () => {
    const first = await empty.ays('import', 'state')
    expect(first.exitCode).toBe(0)
    expect(first.stdout).toContain('+ web!shop')
    expect(first.stdout).toContain('Imported 2 services, 2 actors; 0 already there.')
    expect(first.stdout).toContain('2 actions pending: ays run')
    const again = documentOf(await empty.ays('import', 'state', '--json'), 'imported')
    expect(again).toMatchObject({ services: [], actors: [], unchanged: 2, left: [] })
    const run = await empty.ays('run', '--yes')
    expect(run.stdout).toContain('2 jobs ok')
  })

  it('with faults changes nothing, and names every one with file, line and column', async () => {
    await change('services/web!shop/service.json', '"db!main"', '"db!man"')
    await change('services/web!shop/service.json', '"scheduled"', '"shedule"')
    await change('services/db!main/data.json', '5432', '"many"')
    await change('actors/web/actor.json', '"pack"', '"pak"')
    await appendFile(at('actors/db/install.js'), '// more')
    await writeFile(at('services/db!other.json'), '{}')
    const result = await empty.ays('import', 'state', '--json')
    expect(result.exitCode).toBe(2)
    const { diagnostics = [] } = documentOf(result, 'failure').error
    const places = diagnostics.map(
      ({ source, summary }) => `${source?.file}:${source?.line}:${source?.column} ${summary}`,
    )
    expect(places).toEqual([
      expect.stringMatching(/^state\/actors\/db\/actor.json:8:7 install.js is not the code/),
      expect.stringMatching(/^state\/actors\/web\/actor.json:1:1 it lacks "pack"/),
      expect.stringMatching(/^state\/actors\/web\/actor.json:2:3 unknown key "pak"/),
      'state/services/db!main/data.json:2:3 port: expected an integer, not "many"',
      expect.stringMatching(
        /^state\/services\/web!shop\/service.json:\d+:7 actions.install.status/,
      ),
    ])
    expect(await services()).toEqual([])
    const text = await empty.ays('import', 'state')
    expect(text.stderr).toContain('2 |   "port": "many"')
    expect(await services()).toEqual([])
  })

  it('is refused as a whole when a secret that is needed was masked', async () => {
    const result = await empty.ays('import', path.join(site.folder, 'masked'))
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('this value is masked')
    expect(result.stderr).toContain('--secrets')
    expect(await services()).toEqual([])
  })

  it('is refused when a service is there already and differs', async () => {
    await empty.ays('import', 'state')
    await empty.ays('service', 'set-state', 'db!main', 'install', 'ok')
    await rm(at('services/web!shop'), { recursive: true })
    const { stderr, exitCode } = await empty.ays('import', 'state')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('db!main is there already, and differs')
  })

  it('is shown and not imported with --dry-run', async () => {
    const result = await empty.ays('import', 'state', '--dry-run')
    expect(result.stdout).toContain('Would import 2 services, 2 actors')
    expect(await services()).toEqual([])
  })

  it.each([[[]], [['state', '--from-ays', 'old']], [['none']], [['--from-ays', 'state/actors']]])(
    'ays import %j is wrong usage',
    async (args) => {
      expect((await empty.ays('import', ...args)).exitCode).toBe(2)
    },
  )
})

describe('an export', () => {
  let site: TempRepository
  let files: readonly PortFile[]

  beforeAll(async () => {
    site = await createRepository({ templates: TEMPLATES })
    await using engine = await openTestEngine(site.folder, new MemoryStore())
    const text = SITE
    const request = { kind: 'blueprint', files: [{ file: 'site.yaml', text }] } as const
    await engine.api.apply({ plan: (await engine.api.plan(request)).id, noRun: true })
    files = (await engine.api.exportServices({ secrets: true })).files
  })

  afterAll(() => site[Symbol.asyncDispose]())

  it.each([
    ['services/web!shop/service.json', '"db!main"', '"db!man"', 'AYS_LINK_UNKNOWN', 'db!man'],
    [
      'services/web!shop/service.json',
      '"actor": "web"',
      '"actor": "wb"',
      'AYS_TEMPLATE_UNKNOWN',
      'wb',
    ],
    [
      'services/web!shop/service.json',
      '"install": {',
      '"instal": {',
      'AYS_ACTION_UNKNOWN',
      'instal',
    ],
    [
      'services/web!shop/service.json',
      '"kind": "declared"',
      '"kind": "odd"',
      'AYS_INPUT_INVALID',
      'odd',
    ],
    ['services/db!main/data.json', '"password"', '"pass"', 'AYS_FIELD_INVALID', 'pass'],
    ['services/db!main/data.json', '{', '{,', 'AYS_INPUT_INVALID', 'JSON'],
    ['export.json', '"format": 1', '"format": 2', 'AYS_INPUT_INVALID', 'format'],
    ['actors/db/schema.capnp', 'struct Schema', 'struct Scheme', 'AYS_SCHEMA_INVALID', 'Schema'],
  ])('is refused when %s has not %s but %s', async (file, from, to, code, word) => {
    const changed = files.map((one) => {
      if (one.file !== file) return one
      expect(one.text).toContain(from)
      return { file, text: one.text.replace(from, to) }
    })
    await using empty = await openTestEngine(site.folder, new MemoryStore())
    const error: unknown = await empty.api.importServices({ files: changed }).catch(pass)
    const [first] = isAysError(error, 'AYS_INPUT_INVALID') ? error.diagnostics : []
    expect(first).toMatchObject({ code, source: { file } })
    expect(first?.summary).toContain(word)
    expect(await empty.api.listServices()).toEqual([])
  })
})

const pass = (error: unknown): unknown => error
