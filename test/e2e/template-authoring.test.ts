import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, placesOf } from '../harness/documents.ts'
import { createRepository } from '../harness/temp-repository.ts'

const NODE = {
  schema: `ip = type:str default:'10.0.0.1'\n`,
  actions: `export const start = () => {}`,
}

describe('ays template new', () => {
  it.each(['hrd', 'capnp'])(
    'makes a template that is without faults and works, schema %s',
    async (schema) => {
      await using repository = await createRepository({
        blueprints: { 'a.yaml': 'note.text__mine:\n  path: note.txt\n  text: héllo\n' },
      })
      const made = await repository.ays(
        'template',
        'new',
        'note.text',
        '--schema',
        schema,
        '--json',
      )
      expect(made.json()).toEqual({
        folder: 'templates/note.text',
        files: [
          'README.md',
          'actions.ts',
          'actor.yaml',
          'schema.gen.ts',
          `schema.${schema}`,
        ].toSorted(),
      })
      const check = await repository.ays('template', 'check', '--json')
      expect(check.json()).toEqual({ templates: ['note.text'], diagnostics: [] })
      expect((await repository.ays('apply', '--yes')).exitCode).toBe(0)
      expect(await readFile(path.join(repository.folder, 'note.txt'), 'utf8')).toBe('héllo')
      const shown = await repository.ays('service', 'show', 'note!mine', '--json')
      expect(documentOf(shown, 'service').data).toMatchObject({ size: 6 })
      expect((await repository.ays('do', 'monitor', '--yes')).exitCode).toBe(0)
      expect((await repository.ays('destroy', '--yes')).exitCode).toBe(0)
    },
  )

  it.each([
    ['no name', 'AYS_NAME_INVALID'],
    ['_off', 'AYS_NAME_INVALID'],
    ['node', 'AYS_TEMPLATE_DUPLICATE'],
  ])('refuses %j with %s', async (name, code) => {
    await using repository = await createRepository({ templates: { node: NODE } })
    const result = await repository.ays('template', 'new', name, '--json')
    expect([result.exitCode, documentOf(result, 'failure').error.code]).toEqual([2, code])
  })
})

describe('ays template types', () => {
  const SITE = {
    schema: `node = type:str parent:node\ndb = type:str consume:db:1\ncache = type:str consume:cache:0\ntags = type:str list\n`,
    actor: `actions:\n  backup: { args: Keep }\n`,
    actions: `import type { Action } from '@ays/core'
import type { Site } from './schema.gen.js'

export const install: Action<Site> = ({ service, parent, producers, log }) => {
  const ip: string = parent.data.ip
  const port: number = producers.db[0].data.port
  const size: number | undefined = producers.cache?.[0]?.data.size
  log.info([...service.data.tags, ip, port, size].join())
  return { tags: ['one'] }
}
`,
  }
  const FILES = {
    templates: {
      site: SITE,
      'node.vm': NODE,
      db: { schema: 'port = type:int default:5432\n' },
      cache: { schema: 'size = type:int\n' },
    },
  }

  it('gives data, parent and producers their types, by role', async () => {
    await using repository = await createRepository(FILES)
    const written = await repository.ays('template', 'types', '--json')
    expect(written.json()).toMatchObject({
      files: [
        { template: 'node.vm', file: 'templates/node.vm/schema.gen.ts', state: 'written' },
        { template: 'site', file: 'templates/site/schema.gen.ts', state: 'written' },
      ],
    })
    expect((await repository.ays('template', 'check', 'site')).stderr).not.toContain('error')
    await repository.write(
      'templates/site/actions.ts',
      SITE.actions.replace('number = producers', 'string = producers'),
    )
    const wrong = await repository.ays('template', 'check', 'site', '--json')
    expect(wrong.exitCode).toBe(2)
    const { diagnostics } = documentOf(wrong, 'templateCheck')
    expect(placesOf(diagnostics)).toEqual(['templates/site/actions.ts:6 AYS_ACTION_INVALID'])
  })

  it('--check writes nothing and fails where a schema, or one that is linked, has changed', async () => {
    await using repository = await createRepository(FILES)
    const states = async (...flags: string[]) => {
      const result = await repository.ays('template', 'types', 'site', ...flags, '--json')
      return [result.exitCode, ...documentOf(result, 'types').files.map(({ state }) => state)]
    }
    expect(await states('--check')).toEqual([2, 'stale'])
    expect(await states()).toEqual([0, 'written'])
    expect(await states('--check')).toEqual([0, 'same'])
    await repository.write('templates/db/schema.hrd', 'port = type:str\n')
    expect(await states('--check')).toEqual([2, 'stale'])
    const check = await repository.ays('template', 'check', 'site')
    expect(check.stderr).toContain('ays template types site')
  })

  it('types arguments by the struct that actor.yaml names', async () => {
    await using repository = await createRepository({ templates: { site: {} } })
    await repository.remove('templates/site/schema.hrd')
    await repository.write(
      'templates/site/schema.capnp',
      `@0xd1c5a1f3b6e08a48;\nstruct Schema { root @0 :Text; }\nstruct Keep { days @0 :UInt16; }\n`,
    )
    await repository.write('templates/site/actor.yaml', 'actions:\n  backup: { args: Keep }\n')
    await repository.write(
      'templates/site/actions.ts',
      `import type { Action } from '@ays/core'
import type { Site, SiteArgs } from './schema.gen.js'
export const backup: Action<Site, SiteArgs['backup']> = ({ args }) => ({ root: String(args.days.toFixed()) })
`,
    )
    await repository.ays('template', 'types')
    expect((await repository.ays('template', 'check')).exitCode).toBe(0)
  })
})

describe('ays template check', () => {
  it('names what is wrong with each, with file and line; the others still work', async () => {
    await using repository = await createRepository({
      templates: {
        node: NODE,
        bad: { actions: 'export const install = () => {\n  const = 1\n}\n' },
        typed: { actions: `export const install = () => {\n  const n: number = 'x'\n}\n` },
      },
      blueprints: { 'a.yaml': 'node__one:\n' },
    })
    const check = await repository.ays('template', 'check', '--json')
    expect(check.exitCode).toBe(2)
    const { diagnostics } = documentOf(check, 'templateCheck')
    expect(placesOf(diagnostics)).toEqual([
      'templates/bad/actions.ts:2 AYS_ACTION_INVALID',
      'templates/typed/actions.ts:2 AYS_ACTION_INVALID',
    ])
    const text = await repository.ays('template', 'check', 'typed')
    expect(text.stderr).toContain(`const n: number = 'x'`)
    expect((await repository.ays('apply', '--yes')).exitCode).toBe(0)
  })

  it('knows which name was meant', async () => {
    await using repository = await createRepository({ templates: { node: NODE } })
    const result = await repository.ays('template', 'check', 'nod')
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('node')
  })
})
