import { access, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, placesOf } from '../harness/documents.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

const ACTOR_HRD = 'recurring.check = period:1m, log:False\nevent.mail.start = command:restart\n'

function textOf(repository: TempRepository, file: string): Promise<string> {
  return readFile(path.join(repository.folder, file), 'utf8')
}

async function filesIn(repository: TempRepository, folder: string): Promise<string[]> {
  return (await readdir(path.join(repository.folder, folder))).toSorted()
}

describe('ays schema migrate', () => {
  it('shows what it would write, and writes nothing', async () => {
    await using journal = await openJournal()
    await using repository = await createRepository(siteFiles(journal))
    const before = await filesIn(repository, 'templates/web')
    const shown = await repository.ays('schema', 'migrate', 'web')
    expect(shown.exitCode).toBe(0)
    expect(shown.stdout).toMatch(/would write templates\/web\/schema[.]capnp[^]*struct Schema/)
    expect(shown.stdout).toMatch(/would write templates\/web\/actor[.]yaml[^]*role: db/)
    expect(shown.stdout).toContain('would remove templates/web/schema.hrd')
    const json = await repository.ays('schema', 'migrate', 'web', '--json')
    expect(json.json()).toMatchObject({ template: 'web', written: false })
    expect(await filesIn(repository, 'templates/web')).toEqual(before)
  })

  it('leaves data, links, recurring actions and events as they were, and nothing to run', async () => {
    await using journal = await openJournal()
    await using repository = await createRepository(siteFiles(journal))
    await repository.write('templates/web/actor.hrd', ACTOR_HRD)
    await repository.ays('apply', '--yes')
    const service = async () =>
      documentOf(await repository.ays('service', 'show', 'web!shop', '--json'), 'service')
    const template = async () => {
      const shown = await repository.ays('template', 'show', 'web', '--json')
      const { capnp: _, lock: __, ...meaning } = documentOf(shown, 'template')
      return meaning
    }
    const before = { service: await service(), template: await template() }
    const done = await journal.lines()
    expect(before.template.recurring).toHaveLength(1)
    expect(before.template.events).toHaveLength(1)

    const written = await repository.ays('schema', 'migrate', 'web', '--write', '--json')
    expect(written.exitCode).toBe(0)
    expect(written.json()).toMatchObject({
      written: true,
      files: [{ file: 'templates/web/schema.capnp' }, { file: 'templates/web/actor.yaml' }],
      removed: ['schema.hrd', 'actor.hrd', 'schema.lock.json'].map(
        (name) => `templates/web/${name}`,
      ),
    })
    expect(await filesIn(repository, 'templates/web')).toEqual([
      'actions.ts',
      'actor.yaml',
      'schema.capnp',
    ])
    expect({ service: await service(), template: await template() }).toEqual(before)
    const plan = documentOf(await repository.ays('plan', '--json'), 'plan')
    expect(plan).toMatchObject({ changes: [], jobs: [] })
    expect((await repository.ays('apply', '--yes')).exitCode).toBe(0)
    expect(documentOf(await repository.ays('plan', '--json'), 'plan').empty).toBe(true)
    expect((await service()).data).toEqual(before.service.data)
    expect(await journal.lines()).toEqual(done)
  })

  it('keeps the ordinals that the repository remembers when the lock beside a template is lost', async () => {
    await using repository = await createRepository({
      templates: { node: { schema: 'a = type:str\nb = type:int\n' } },
      blueprints: { 'site.yaml': 'node__one:\n  a: text\n  b: 5\n' },
    })
    await repository.ays('apply', '--yes')
    await repository.remove('templates/node/schema.lock.json')
    await repository.write('templates/node/schema.hrd', 'b = type:int\na = type:str\n')
    expect((await repository.ays('schema', 'migrate', 'node', '--write')).exitCode).toBe(0)
    expect(await textOf(repository, 'templates/node/schema.capnp')).toMatch(/a @0[^]*b @1/)
    await repository.ays('apply', '--yes')
    const shown = await repository.ays('service', 'show', 'node!one', '--json')
    expect(documentOf(shown, 'service').data).toEqual({ a: 'text', b: 5 })
  })

  it('adds to the actor.yaml that is there', async () => {
    await using repository = await createRepository({
      templates: {
        node: { schema: 'disk = type:str consume:disk:0\n', actor: 'goal: start # ours\n' },
      },
    })
    await repository.ays('schema', 'migrate', 'templates/node', '--write')
    expect(await textOf(repository, 'templates/node/actor.yaml')).toMatch(
      /^goal: start # ours\nlinks:\n {2}consume:\n {4}- role: disk\n/,
    )
  })

  it('refuses templates of packs, of no name, without HRD, and with faults; nothing changes', async () => {
    await using packs = await createRepository({ templates: { far: { schema: 'a = type:int\n' } } })
    await using repository = await createRepository({
      packs: [path.join(packs.folder, 'templates')],
      templates: { bad: { schema: 'a\nb = type:nothing\n' }, gone: { schema: 'a = type:int\n' } },
    })
    await repository.ays('schema', 'migrate', 'gone', '--write')
    for (const [name, code] of [
      ['far', 'AYS_USAGE'],
      ['none', 'AYS_TEMPLATE_UNKNOWN'],
      ['./none', 'AYS_USAGE'],
      ['gone', 'AYS_USAGE'],
      ['bad', 'AYS_TEMPLATE_INVALID'],
    ] as const) {
      const refused = await repository.ays('schema', 'migrate', name, '--write', '--json')
      expect([name, refused.exitCode]).toEqual([name, 2])
      expect([name, documentOf(refused, 'failure').error.code]).toEqual([name, code])
    }
    const bad = await repository.ays('schema', 'migrate', 'bad', '--json')
    expect(placesOf(documentOf(bad, 'failure').error.diagnostics)).toEqual([
      'templates/bad/schema.hrd:1 AYS_HRD_SYNTAX',
      'templates/bad/schema.hrd:2 AYS_HRD_SYNTAX',
    ])
    await access(path.join(packs.folder, 'templates/far/schema.hrd'))
    expect(await filesIn(repository, 'templates/bad')).toEqual(['schema.hrd'])
  })

  it('needs no repository for the folder of a template, whose pack makes the id', async () => {
    await using repository = await createRepository({
      templates: { node: { schema: 'a = type:int\n' } },
    })
    await repository.remove('ays.yaml')
    const file = 'templates/node/schema.hrd'
    const converted = await repository.ays('schema', 'convert', '--pack', 'mine', '--json', file)
    const command = ['schema', 'migrate', './templates/node', '--pack', 'mine', '--write']
    expect((await repository.ays(...command)).exitCode).toBe(0)
    const capnp = await textOf(repository, 'templates/node/schema.capnp')
    expect(converted.json()).toMatchObject([{ capnp }])
    expect(await filesIn(repository, 'templates/node')).toEqual(['schema.capnp'])
  })
})
