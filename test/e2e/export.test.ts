import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const TEMPLATES = {
  db: {
    schema: 'port = type:int default:5432\npassword = type:password\n',
    actions: 'export const install = () => undefined\nexport const backup = () => undefined\n',
    actor: 'recurring:\n  - action: backup\n    period: 1h\n',
  },
  web: {
    schema: 'db = type:str parent:db\n',
    actions: 'export const install = () => undefined\n',
  },
}
const SITE = 'db__main:\n  password: hush\nweb__shop:\n  db: main\n'

/** Every file below a folder, by path. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const file = path.join(parentPath, name)
    return [path.relative(folder, file), await readFile(file, 'utf8')]
  })
  return Object.fromEntries(await Promise.all(texts))
}

describe('in a repository whose site is up', () => {
  let repository: TempRepository
  const at = (...parts: string[]) => path.join(repository.folder, ...parts)

  beforeAll(async () => {
    repository = await createRepository({ templates: TEMPLATES, blueprints: { 'site.yaml': SITE } })
    await repository.ays('apply', '--yes')
    await repository.ays('service', 'set-state', 'web!shop', 'install', 'disabled')
    await repository.ays('service', 'pause', 'db!main')
  })

  afterAll(() => repository[Symbol.asyncDispose]())

  it('export writes services as files below their parents, secrets masked', async () => {
    const result = await repository.ays('export', 'state')
    expect(result.exitCode).toBe(0)
    expect(result.stderr).toContain(
      'secret values masked: to import elsewhere, export with --secrets',
    )
    const files = await filesOf(at('state'))
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'export.json',
        'actors/db/actor.json',
        'actors/db/schema.capnp',
        'actors/db/backup.js',
        'services/db!main/data.json',
        'services/db!main/web!shop/service.json',
      ]),
    )
    expect(files['services/db!main/data.json']).toBe(
      '{\n  "port": 5432,\n  "password": "(secret)"\n}\n',
    )
    expect(Object.values(files).join()).not.toContain('hush')
    expect(JSON.parse(files['services/db!main/web!shop/service.json'] ?? '')).toMatchObject({
      actor: 'web',
      blueprint: 'blueprints/site.yaml',
      links: [{ to: 'db!main', argname: 'db', parent: true, named: true }],
      actions: { install: { status: 'disabled', reason: { kind: 'hand' } } },
    })
    expect(JSON.parse(files['services/db!main/service.json'] ?? '')).toMatchObject({ paused: true })
  })

  it('export writes only what differs, and takes away what is gone', async () => {
    await repository.ays('export', 'again')
    await mkdir(at('again/services/db!gone'))
    await writeFile(at('again/services/db!gone/service.json'), '{}')
    await writeFile(at('again/README.md'), 'mine')
    await writeFile(at('again/services/db!main/data.json'), '{}')
    const result = await repository.ays('export', 'again', '--json')
    expect(documentOf(result, 'exported')).toMatchObject({ services: 2, written: 1, removed: 1 })
    expect(await readdir(at('again/services'))).toEqual(['db!main'])
    expect(await readFile(at('again/README.md'), 'utf8')).toBe('mine')
  })

  it('export with --secrets warns, and lets nobody else read the files', async () => {
    const result = await repository.ays('export', 'open', '--secrets')
    expect(result.stderr).toContain('in the open')
    const file = at('open/services/db!main/data.json')
    expect(await readFile(file, 'utf8')).toContain('hush')
    expect((await stat(file)).mode & 0o077).toBe(0)
  })

  it('export touches no folder whose services are somebody else’s', async () => {
    await mkdir(at('mine/services'), { recursive: true })
    const result = await repository.ays('export', 'mine')
    expect(result).toMatchObject({ exitCode: 2 })
    expect(result.stderr).toContain('is no export')
    expect(await readdir(at('mine'))).toEqual(['services'])
  })

  it('an export imported into an empty repository is exported the same there', async () => {
    await repository.ays('export', 'whole', '--secrets')
    await using empty = await createRepository()
    expect(await empty.ays('import', at('whole'))).toMatchObject({ exitCode: 0 })
    expect(await empty.ays('export', 'whole', '--secrets')).toMatchObject({ exitCode: 0 })
    expect(await filesOf(path.join(empty.folder, 'whole'))).toEqual(await filesOf(at('whole')))
    const done = await empty.ays('do', 'backup', '--yes')
    expect(done.stdout).toContain('1 job ok')
  })
})
