import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type AysFiles,
  type AysRepository,
  type AysVersion,
  createAysRepository,
} from '../harness/ays-repository.ts'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const UP = { init: 'new', install: 'ok', start: 'ok', stop: 'new', uninstall: 'new' }

/** Two nodes with a key; an app below one of them, which uses the other. */
const SITE: AysFiles = {
  actors: {
    sshkey: { fields: '\tkeyName @0 :Text;' },
    'node.docker': {
      fields: '\tsshkey @0 :Text;\n\tsshPort @1 :Int64;\n\tports @2 :List(Text);',
      producers: [{ role: 'sshkey', argument: 'sshkey' }],
      python: 'import os\n\ndef install(job):\n    pass\n\ndef start(job):\n    pass\n',
    },
    app: {
      fields: '\tnode @0 :Text;\n\tpeers @1 :List(Text);\n\tcount @2 :Int64;',
      parent: { role: 'node', argument: 'node' },
      producers: [{ role: 'node', argument: 'peers' }],
    },
  },
  services: [
    { actor: 'sshkey', name: 'main', data: { keyName: 'id_rsa' }, actions: UP },
    {
      actor: 'node.docker',
      name: 'web1',
      // Its port was given to it by an action.
      data: { sshkey: 'main', sshPort: 2200, ports: ['80:80'] },
      producers: [['sshkey', 'main']],
      actions: { ...UP, monitor: 'running', stop: 'disabled' },
      filters: [{ channel: 'telegram', command: 'restart', action: 'stop, start', tags: 'a b' }],
    },
    {
      actor: 'node.docker',
      name: 'web2',
      data: { sshkey: 'main', sshPort: 0, ports: [] },
      producers: [['sshkey', 'main']],
      actions: { ...UP, install: 'error', start: 'scheduled' },
    },
    {
      actor: 'app',
      name: 'shop',
      data: { node: 'web1', peers: ['web2'], count: 3 },
      parent: ['node.docker', 'web1'],
      producers: [['node.docker', 'web2']],
      actions: { ...UP, install: 'new', start: 'new' },
    },
  ],
  blueprints: {
    '1_site.yaml': `sshkey__main:
  key.name: id_rsa

node.docker__web1:
  sshkey: main
  ports:
    - '80:80'

node.docker__web2:
  sshkey: main

app__shop:
  node: web1
  peers: [web2]
  count: 3
`,
    '_old.yaml': 'sshkey__gone:\n',
    plain: 'sshkey__main:\n  key.name: id_rsa\n',
  },
}

describe('a repository of AYS', () => {
  const opened: AsyncDisposable[] = []

  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]()
  })

  async function keep<T extends AsyncDisposable>(creating: Promise<T>): Promise<T> {
    const created = await creating
    opened.push(created)
    return created
  }

  const kept = (files: AysFiles, version: AysVersion = '8.1'): Promise<AysRepository> =>
    keep(createAysRepository(version, files))

  it.each(['8.1', '9'] as const)(
    '%s is taken with data, links, parents and states, without its Python',
    async (version) => {
      const { folder } = await kept(SITE, version)
      const repository = await keep(createRepository())
      const result = await repository.ays('import', '--from-ays', folder, '--json')
      expect(result.exitCode).toBe(0)
      const report = documentOf(result, 'imported')
      expect(report.services.toSorted()).toEqual([
        'app!shop',
        'node!web1',
        'node!web2',
        'sshkey!main',
      ])
      expect(report.left).toContainEqual({
        file: `${folder}/actors/node.docker/actions.py`,
        reason: 'Python actions do not run: install, start',
      })
      const app = await show(repository, 'app!shop')
      expect(app).toMatchObject({
        template: 'app',
        parent: 'node!web1',
        data: { node: 'web1', peers: ['web2'], count: 3 },
        blueprint: 'blueprints/1_site.yaml',
        producers: [
          { argname: 'node', to: 'node!web1', parent: true, named: true },
          { argname: 'peers', to: 'node!web2', parent: false, named: true },
        ],
        actions: { init: 'ok', install: 'new', start: 'new', stop: 'ok', uninstall: 'ok' },
      })
      expect(await show(repository, 'node!web1')).toMatchObject({
        data: { sshPort: 2200 },
        actions: {
          install: 'ok',
          start: 'ok',
          monitor: 'error',
          stop: 'disabled',
          uninstall: 'new',
        },
      })
      expect((await show(repository, 'node!web2')).actions).toMatchObject({
        install: 'error',
        start: 'scheduled',
      })
      expect(await repository.ays('store', 'verify')).toMatchObject({ exitCode: 0 })
    },
  )

  it('brings its blueprints along, those that are disabled too', async () => {
    const { folder } = await kept(SITE)
    const repository = await keep(createRepository())
    await repository.write('blueprints/_old.yaml', 'mine__own:\n')
    const { stdout } = await repository.ays('import', '--from-ays', folder)
    expect(stdout).toContain('left blueprints/_old.yaml: there is another blueprint of this name')
    for (const [name, text] of [
      ['1_site.yaml', SITE.blueprints?.['1_site.yaml']],
      ['plain.yaml', SITE.blueprints?.['plain']],
      ['_old.yaml', 'mine__own:\n'],
    ] as const) {
      expect(await readFile(path.join(repository.folder, 'blueprints', name), 'utf8')).toBe(text)
    }
  })

  it('with its templates in reach has nothing to do when its blueprints are applied', async () => {
    const up = { ...UP, init: 'ok' }
    const { folder } = await kept({
      ...SITE,
      services: SITE.services.map((service) => ({ ...service, actions: up, filters: [] })),
      blueprints: { 'site.yaml': SITE.blueprints?.['1_site.yaml'] ?? '' },
    })
    const actions = Object.keys(up)
      .map((name) => `export const ${name} = () => undefined\n`)
      .join('')
    const repository = await keep(
      createRepository({
        templates: {
          sshkey: { schema: 'key.name = type:str\n', actions },
          'node.docker': {
            schema:
              'sshkey = type:str consume:sshkey\nssh.port = type:int\nports = type:str list\n',
            actions,
          },
          app: {
            schema:
              'node = type:str parent:node\npeers = type:str list consume:node\ncount = type:int\n',
            actions,
          },
        },
      }),
    )
    expect(await repository.ays('import', '--from-ays', folder)).toMatchObject({ exitCode: 0 })
    const plan = await repository.ays('plan', '--detailed-exitcode')
    expect(plan.stdout).toContain('Nothing to do')
    expect(plan.exitCode).toBe(0)
    expect(await repository.ays('do', 'stop', '--role', 'app', '--yes')).toMatchObject({
      exitCode: 0,
    })
  })

  it('that is damaged gives what is sound, and a reason for all that is not', async () => {
    const { folder } = await kept({
      actors: SITE.actors,
      services: [
        ...SITE.services,
        { actor: 'node.docker', name: 'my node:1', actions: UP },
        { actor: 'ghost', name: 'boo' },
        { actor: 'sshkey', name: 'odd', data: { keyName: 7 } },
        { actor: 'sshkey', name: 'more', data: { keyName: 'id', colour: 'red' } },
        { actor: 'node.docker', name: 'lost', producers: [['sshkey', 'odd']] },
      ],
      blueprints: { 'bad.yaml': 'sshkey__x: {\n', 'typo.yaml': 'sshkey__main:\n  kee: 1\n' },
      others: {
        'services/sshkey!torn/service.json': '{"name": "torn", ',
        'services/sshkey!torn/data.json': '{}',
        'services/sshkey!half/data.json': '{}',
      },
    })
    const repository = await keep(createRepository())
    const result = await repository.ays('import', '--from-ays', folder, '--json')
    expect(result.exitCode).toBe(0)
    const { services, left } = documentOf(result, 'imported')
    expect(services).toContain('app!shop')
    expect(services).toContain('sshkey!more')
    expect(services).toContain('node!lost')
    expect(services).toHaveLength(6)
    const reasons = left.map(({ file, reason }) => `${path.relative(folder, file)}: ${reason}`)
    for (const expected of [
      'services/node!my node:1/service.json: "node!my node:1" is no name for a service here',
      'services/ghost!boo/service.json: its actor ghost is not there',
      'services/sshkey!odd/data.json: keyName: expected a text, not 7',
      'services/sshkey!more/data.json: colour: sshkey has no such field',
      'services/node!lost/service.json: it is linked to sshkey!odd, which is not there',
      'services/sshkey!torn/service.json: it is no JSON',
      'services/sshkey!half/service.json: there is no such file',
      'blueprints/typo.yaml: sshkey__main: there is no field "kee"',
    ]) {
      expect(reasons).toContain(expected)
    }
    expect(reasons.some((reason) => reason.startsWith('blueprints/bad.yaml: '))).toBe(true)
  })

  it('is looked at with --dry-run, and imported twice brings nothing new', async () => {
    const { folder } = await kept(SITE)
    const repository = await keep(createRepository())
    const dry = await repository.ays('import', '--from-ays', folder, '--dry-run', '--json')
    expect(documentOf(dry, 'imported').services).toHaveLength(4)
    expect((await repository.ays('service', 'list', '--json')).json()).toEqual([])
    await repository.ays('import', '--from-ays', folder)
    const again = await repository.ays('import', '--from-ays', folder, '--json')
    expect(documentOf(again, 'imported')).toMatchObject({
      services: [],
      actors: [],
      blueprints: [],
      unchanged: 4,
    })
  })
})

async function show(repository: TempRepository, address: string) {
  return documentOf(await repository.ays('service', 'show', address, '--json'), 'service')
}
