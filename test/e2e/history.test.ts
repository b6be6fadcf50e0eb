import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const TEMPLATES = {
  db: {
    schema: 'port = type:int default:5432\npassword = type:password\nurl = type:str\n',
    actions: `export const install = ({ service }) => ({ url: 'db:' + service.data.port })
export const stop = () => undefined
export const uninstall = () => undefined
`,
  },
  web: {
    schema: 'db = type:str consume:db:1\n',
    actions: 'export const install = () => undefined\n',
  },
}

const blueprint = (port: number, password: string) =>
  `db__main:\n  port: ${port}\n  password: ${password}\nweb__shop:\n  db: main\n`

describe('in a repository whose database was changed and whose shop is gone', () => {
  let repository: TempRepository
  let before: number
  const ays = (...args: string[]) => repository.ays(...args)
  const apply = async (text: string) => {
    await repository.write('blueprints/site.yaml', text)
    expect(await ays('apply', '--yes', '--prune')).toMatchObject({ exitCode: 0 })
  }

  beforeAll(async () => {
    repository = await createRepository({ templates: TEMPLATES })
    await apply(blueprint(1, 'first-secret'))
    before = Date.now()
    await apply(blueprint(2, 'second-secret'))
    await apply('db__main:\n  port: 2\n  password: second-secret\n')
  })

  afterAll(() => repository[Symbol.asyncDispose]())

  it('history tells who changed which fields, when, by which job or line', async () => {
    const result = await ays('service', 'history', 'db!main', '--json')
    const { revisions, deleted } = documentOf(result, 'history')
    expect(deleted).toBe(false)
    expect(revisions).toMatchObject([
      { revision: 4, kind: 'update', fields: ['url'], action: 'install', job: expect.any(Number) },
      {
        revision: 3,
        kind: 'update',
        fields: ['port', 'password'],
        command: 'apply blueprints/site.yaml',
        blueprint: 'blueprints/site.yaml',
        line: 1,
      },
      { revision: 2, kind: 'update', fields: ['url'], action: 'install' },
      { revision: 1, kind: 'create', fields: [] },
    ])
    const [newest] = revisions
    expect(newest?.who).toMatch(/.@./)
    expect(newest?.at).toBeGreaterThanOrEqual(before)
    const text = (await ays('service', 'history', 'db!main')).stdout
    expect(text).toContain(`run ${newest?.run} #${newest?.job} install`)
    expect(text).toContain('blueprints/site.yaml:1')
    expect(text).toContain('port, password')
  })

  it('diff tells the last change, or what differs between two revisions, and no secret', async () => {
    const last = await ays('service', 'diff', 'db!main', '--json')
    expect(documentOf(last, 'diff')).toMatchObject({
      from: 3,
      to: 4,
      fields: [{ field: 'url', before: 'db:1', after: 'db:2' }],
    })
    const whole = await ays('service', 'diff', 'db!main', '2', '4')
    expect(whole.stdout).toMatch(/port +1 → 2/)
    expect(whole.stdout).toMatch(/password +\(secret\) → \(secret\)/)
    for (const { stdout } of [last, whole]) expect(stdout).not.toMatch(/first-secret|second-secret/)
  })

  it('show --at tells what it was in a revision, at a time and so long ago', async () => {
    const at = async (point: string, ...flags: string[]) =>
      documentOf(
        await ays('service', 'show', 'db!main', '--at', point, '--json', ...flags),
        'snapshot',
      )
    expect(await at('2')).toMatchObject({
      revision: 2,
      data: { port: 1, url: 'db:1', password: '(secret)' },
    })
    expect((await at(new Date(before).toISOString(), '--secrets')).data).toEqual({
      port: 1,
      url: 'db:1',
      password: 'first-secret',
    })
    expect((await at('1ms')).revision).toBe(4)
    const text = await ays('service', 'show', 'db!main', '--at', '2')
    expect(text.stdout).toMatch(/port +1\n/)
  })

  it.each([
    ['2h', 'AYS_REVISION_UNKNOWN'],
    ['99', 'AYS_REVISION_UNKNOWN'],
    ['yesterday', 'AYS_USAGE'],
  ])('show --at %s fails with %s', async (point, code) => {
    const result = await ays('service', 'show', 'db!main', '--at', point, '--json')
    expect(result.exitCode).toBe(2)
    expect(documentOf(result, 'failure').error.code).toBe(code)
  })

  it('a service that is gone has a history, and can be shown as it was', async () => {
    const history = documentOf(await ays('service', 'history', 'web!shop', '--json'), 'history')
    expect(history).toMatchObject({ deleted: true, template: 'web' })
    const kinds = history.revisions.map(({ kind }) => kind)
    expect([kinds.at(0), kinds.at(-1)]).toEqual(['delete', 'create'])
    const snapshot = await ays('service', 'show', 'web!shop', '--at', '1', '--json')
    expect(documentOf(snapshot, 'snapshot')).toMatchObject({
      data: { db: 'main' },
      producers: [{ to: 'db!main' }],
    })
    const show = await ays('service', 'show', 'web!shop')
    expect(show.exitCode).toBe(2)
    expect(show.stderr).toContain('ays service history web!shop')
  })

  it('a name that was used again has a history for each service that had it', async () => {
    const { uid } = documentOf(await ays('service', 'history', 'web!shop', '--json'), 'history')
    await apply(blueprint(2, 'second-secret'))
    const now = documentOf(await ays('service', 'history', 'web!shop', '--json'), 'history')
    expect(now).toMatchObject({ deleted: false, others: [uid] })
    const past = await ays('service', 'history', 'web!shop', '--uid', uid, '--json')
    expect(documentOf(past, 'history')).toMatchObject({ uid, deleted: true, others: [] })
    const unknown = await ays('service', 'history', 'web!shop', '--uid', 'none', '--json')
    expect(documentOf(unknown, 'failure').error.code).toBe('AYS_SERVICE_UNKNOWN')
  })

  it('store compact keeps what the retention in ays.yaml says', async () => {
    const settings = await readFile(path.join(repository.folder, 'ays.yaml'), 'utf8')
    const retention = 'retention:\n  revisions: 2\n  runs: 0s\n'
    await repository.write('ays.yaml', settings + retention)
    const result = await ays('store', 'compact', '--json')
    expect(documentOf(result, 'compacted')).toMatchObject({ runs: 4, others: 0 })
    const { revisions } = documentOf(
      await ays('service', 'history', 'db!main', '--json'),
      'history',
    )
    expect(revisions.map(({ revision }) => revision)).toEqual([4, 3, 1])
    expect(documentOf(await ays('run', 'list', '--json'), 'runs')).toEqual([])
    const { others } = documentOf(await ays('service', 'history', 'web!shop', '--json'), 'history')
    expect(others).toEqual([])
    expect((await ays('store', 'compact')).stdout).toBe(
      'Taken away: 0 revisions, 0 runs, 0 other records.\n',
    )
    expect((await ays('store', 'verify')).exitCode).toBe(0)
  })
})
