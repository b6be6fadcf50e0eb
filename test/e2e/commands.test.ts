import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

describe('in a repository whose site is up', () => {
  let journal: Journal
  let repository: TempRepository

  beforeAll(async () => {
    journal = await openJournal()
    repository = await createRepository(siteFiles(journal))
    await repository.ays('apply', '--yes')
  })

  afterAll(async () => {
    await repository[Symbol.asyncDispose]()
    await journal[Symbol.asyncDispose]()
  })

  it.each([
    ['validate'],
    ['plan'],
    ['apply', '--yes'],
    ['run', '--yes'],
    ['do', 'check', '--yes'],
    ['run', 'list'],
    ['run', 'show'],
    ['run', 'logs'],
    ['template', 'list'],
    ['template', 'show', 'web'],
    ['service', 'list'],
    ['service', 'show', 'web!shop'],
    ['graph'],
    ['store', 'info'],
    ['store', 'check', 'memory:'],
    ['schema', 'convert', 'templates/web/schema.hrd'],
    ['schema', 'check', 'templates/web/schema.hrd'],
  ])('ays %s %s prints text without colours where there is no terminal', async (...command) => {
    const text = await repository.ays(...command)
    expect(text.exitCode).toBe(0)
    expect(text.stdout).not.toContain('\u{1B}[')
  })

  it.each([
    [['service', 'show', 'web!none'], 'AYS_SERVICE_UNKNOWN'],
    [['service', 'show', 'nonsense'], 'AYS_NAME_INVALID'],
    [['template', 'show', 'none'], 'AYS_TEMPLATE_UNKNOWN'],
    [['run', 'show', '01JZZZZZZZZZZZZZZZZZZZZZZZ'], 'AYS_RUN_UNKNOWN'],
    [['do', 'fly', '--yes'], 'AYS_ACTION_UNKNOWN'],
    [['plan', 'none.yaml'], 'AYS_USAGE'],
    [['plan', '--what'], 'AYS_USAGE'],
    [['apply', '--store', 'nosuch:x', '--yes'], 'AYS_STORE_URL'],
  ])('ays %j fails with %s, exit 2 and one JSON document', async (command, code) => {
    const result = await repository.ays(...command, '--json')
    expect(result.exitCode).toBe(2)
    expect(documentOf(result, 'failure').error.code).toBe(code)
  })

  it('a command that does not exist exits with 2 and says which was meant', async () => {
    const result = await repository.ays('aply')
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('apply')
  })

  it('service show tells the data, the links and where it was declared', async () => {
    const shown = await repository.ays('service', 'show', 'web!shop', '--json')
    expect(documentOf(shown, 'service')).toMatchObject({
      address: 'web!shop',
      template: 'web',
      origin: 'blueprint',
      blueprint: 'blueprints/site.yaml',
      line: 3,
      data: { db: 'main', url: 'http://shop' },
      producers: [{ argname: 'db', to: 'db!main', parent: false, named: true }],
      actions: { install: 'ok', start: 'ok' },
    })
  })

  it('graph has every service and every link', async () => {
    const { nodes, edges } = documentOf(await repository.ays('graph', '--json'), 'graph')
    expect(nodes.map(({ id }) => id).toSorted()).toEqual(['db!main', 'queue!mail', 'web!shop'])
    expect(edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`).toSorted()).toEqual([
      'queue!mail consumes db!main',
      'web!shop consumes db!main',
    ])
    expect((await repository.ays('graph', '--format', 'dot')).stdout).toMatch(/^digraph/)
    expect((await repository.ays('graph', '--format', 'mermaid')).stdout).toMatch(
      /^(graph|flowchart)/,
    )
  })

  it('do runs one action, on the services that are meant', async () => {
    const before = (await journal.lines()).length
    const result = await repository.ays(
      'do',
      'start',
      '--role',
      'web',
      '--force',
      '--yes',
      '--json',
    )
    expect(result.exitCode).toBe(0)
    expect((await journal.lines()).slice(before)).toEqual(['web!shop start'])
  })

  it.each([['apply'], ['do', 'start', '--force'], ['destroy']])(
    'ays %s refuses without --yes where there is no terminal',
    async (...command) => {
      await using changed = await createRepository(siteFiles(journal))
      if (command[0] !== 'apply') await changed.ays('apply', '--yes')
      const before = await journal.lines()
      const result = await changed.ays(...command)
      expect(result.exitCode).toBe(2)
      expect(result.stderr).toContain('--yes')
      expect(await journal.lines()).toEqual(before)
    },
  )
})

it('destroy takes everything down through its own actions and leaves nothing', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const before = (await journal.lines()).length
  expect((await repository.ays('destroy', '--yes')).exitCode).toBe(0)
  expect(documentOf(await repository.ays('service', 'list', '--json'), 'services')).toEqual([])
  const done = (await journal.lines()).slice(before)
  expect(done).toHaveLength(6)
  for (const consumer of ['web!shop', 'queue!mail']) {
    expect(done.indexOf(`${consumer} uninstall`)).toBeLessThan(done.indexOf('db!main uninstall'))
  }
})

it('outside a repository a command exits with 2 and names ays init', async () => {
  await using repository = await createRepository()
  await repository.remove('ays.yaml')
  const result = await repository.ays('plan')
  expect(result.exitCode).toBe(2)
  expect(result.stderr).toContain('ays init')
})

it('init makes a repository whose example applies', async () => {
  await using repository = await createRepository()
  const made = await repository.ays('init', 'mine')
  expect(made.exitCode).toBe(0)
  const plan = await repository.ays('plan', '--repo', 'mine', '--json')
  expect(plan.exitCode).toBe(0)
  expect(documentOf(plan, 'plan').empty).toBe(false)
  const bare = await repository.ays('init', 'other', '--bare')
  expect(bare.exitCode).toBe(0)
  const list = await repository.ays('template', 'list', '--repo', 'other', '--json')
  expect(documentOf(list, 'templates').templates).toEqual([])
})

it('a disabled blueprint is not read', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.write('blueprints/_off.yaml', 'nonsense: [')
  expect((await repository.ays('validate')).exitCode).toBe(0)
})

it('schema convert needs no repository', async () => {
  await using repository = await createRepository({
    templates: { web: { schema: 'a.b = type:int default:3\n' } },
  })
  await repository.remove('ays.yaml')
  const result = await repository.ays('schema', 'convert', 'templates/web/schema.hrd', '--json')
  expect(result.exitCode).toBe(0)
  expect(result.json()).toMatchObject([
    { fields: [{ name: 'aB', ordinal: 0, type: 'Int64', default: 3 }], diagnostics: [] },
  ])
})
