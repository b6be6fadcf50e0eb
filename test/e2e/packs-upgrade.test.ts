import { expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const TIME = 120_000

/** What a pack of two templates is in a version: one of HRD, one of Cap'n Proto. */
interface Version {
  readonly version: string
  readonly hrd: string
  readonly actor?: string
  readonly actions: string
  readonly capnp: string
}

const FIRST: Version = {
  version: '1.0.0',
  hrd: 'listen = type:int default:80\nowner = type:str\nnode = type:str consume:node:0\n',
  actions: `export const install = ({ service, log }) => { log.info('listens on ' + service.data.listen) }
export const monitor = () => {}`,
  capnp: 'struct Schema { size @0 :Int64; label @1 :Text; }',
}

const NEXT: Version = {
  version: '1.1.0',
  hrd: 'port = type:int default:80 alias:listen\nhost = type:str default:localhost\nnode = type:str consume:node:0:1\n',
  actions: `export const install = ({ service, log }) => { log.info('has port ' + service.data.port) }
export const monitor = () => {}
export const check = () => {}`,
  capnp: 'struct Schema { bytes @0 :Int64; label @1 :Text; count @2 :UInt16 = 3; }',
}

async function writePack(repository: TempRepository, pack: Version): Promise<void> {
  const { version, hrd, actions, capnp } = pack
  const manifest = { name: 'ays-pack-web', version }
  await repository.write('pack/package.json', JSON.stringify(manifest))
  await repository.write('pack/templates/web/schema.hrd', hrd)
  await repository.write('pack/templates/web/actions.ts', actions)
  await repository.write('pack/templates/disk/schema.capnp', `@0xd5a1c3e97b40f299;\n${capnp}\n`)
}

/** Services of both templates, of the first version. */
async function createSite(): Promise<TempRepository> {
  const repository = await createRepository({
    packs: ['./pack'],
    templates: { node: {} },
    blueprints: {
      'site.yaml': 'web__one:\n  listen: 8080\n  owner: me\nweb__two:\ndisk__a:\n  size: 7\n',
    },
  })
  await writePack(repository, FIRST)
  const { exitCode, stderr } = await repository.ays('apply', '--yes')
  if (exitCode !== 0) throw new Error(stderr)
  return repository
}

const statesOf = async (repository: TempRepository) =>
  documentOf(await repository.ays('actor', 'list', '--json'), 'actors').map(
    ({ name, version, state }) => [name, version, state],
  )

it(
  'a new version of a pack is shown before it is taken up, and services keep what they have',
  async () => {
    await using repository = await createSite()
    expect(await statesOf(repository)).toEqual([
      ['disk', '1.0.0', 'current'],
      ['web', '1.0.0', 'current'],
    ])
    await writePack(repository, NEXT)
    expect(await statesOf(repository)).toEqual([
      ['disk', '1.0.0', 'behind'],
      ['web', '1.0.0', 'behind'],
    ])
    const { change } = documentOf(await repository.ays('actor', 'show', 'web', '--json'), 'actor')
    expect(change).toEqual({
      kind: 'update',
      actor: 'web',
      actions: ['install'],
      schema: true,
      services: 2,
      differences: [
        { part: 'pack', before: 'ays-pack-web@1.0.0', after: 'ays-pack-web@1.1.0' },
        { part: 'field', before: 'listen :Int64 = 80', after: 'port :Int64 = 80' },
        { part: 'field', before: 'owner :Text' },
        { part: 'field', after: 'host :Text = "localhost"' },
        { part: 'action', after: 'check' },
        {
          part: 'link',
          before: 'node consumes node (0 to 100)',
          after: 'node consumes node (0 to 1)',
        },
      ],
    })
    const update = await repository.ays('actor', 'update', '--yes', '--json')
    expect(documentOf(update, 'report').run?.jobs.ok).toBe(2)
    expect(await statesOf(repository)).toEqual([
      ['disk', '1.1.0', 'current'],
      ['web', '1.1.0', 'current'],
    ])
    const one = documentOf(await repository.ays('service', 'show', 'web!one', '--json'), 'service')
    expect(one.data).toMatchObject({ port: 8080, host: 'localhost' })
    expect(Object.keys(one.actions)).toEqual(['check', 'install', 'monitor'])
    const disk = documentOf(await repository.ays('service', 'show', 'disk!a', '--json'), 'service')
    expect(disk.data).toEqual({ bytes: 7, label: '', count: 3 })
    const again = await repository.ays('actor', 'update', '--yes')
    expect(again.stdout).toContain('Nothing to do')
  },
  TIME,
)

it(
  'a version that would lose what services hold is refused with everything that stands against it',
  async () => {
    await using repository = await createSite()
    const hrd = NEXT.hrd.replace('port = type:int default:80 alias:listen', 'listen = type:str')
    const capnp = 'struct Schema { size @0 :Text; label @1 :Int64; }'
    await writePack(repository, { ...NEXT, hrd, capnp })
    expect(await statesOf(repository)).toEqual([
      ['disk', '1.0.0', 'broken'],
      ['web', '1.0.0', 'broken'],
    ])
    const refused = await repository.ays('actor', 'update', '--yes', '--json')
    const { error } = documentOf(refused, 'failure')
    expect(refused.exitCode).toBe(2)
    expect(error.diagnostics?.map(({ code, summary }) => [code, summary])).toEqual([
      ['AYS_SCHEMA_BREAKS', 'disk: size was int64 and is now text'],
      ['AYS_SCHEMA_BREAKS', 'disk: label was text and is now int64'],
      [
        'AYS_SCHEMA_BREAKS',
        'web: listen was Int64 and is Text now: what is stored of it would be lost',
      ],
    ])
    const one = documentOf(await repository.ays('service', 'show', 'web!one', '--json'), 'service')
    expect(one.data).toMatchObject({ listen: 8080, owner: 'me' })

    await writePack(repository, { ...NEXT, capnp })
    const { breaks } = documentOf(await repository.ays('actor', 'show', 'disk', '--json'), 'actor')
    expect(breaks.map(({ path }) => path)).toEqual(['size', 'label'])
    expect((await repository.ays('actor', 'update', 'web', '--yes', '--no-run')).exitCode).toBe(0)
    expect(await statesOf(repository)).toEqual([
      ['disk', '1.0.0', 'broken'],
      ['web', '1.1.0', 'current'],
    ])
  },
  TIME,
)

it(
  'services of a template that is gone stay as they are',
  async () => {
    await using repository = await createSite()
    await repository.remove('pack/templates/disk')
    const update = await repository.ays('actor', 'update', '--yes')
    expect([update.exitCode, update.stderr]).toEqual([
      0,
      expect.stringContaining('there is no template disk any more'),
    ])
    expect(await statesOf(repository)).toContainEqual(['disk', '1.0.0', 'gone'])
    const unknown = await repository.ays('actor', 'update', 'dist', '--yes', '--json')
    expect(documentOf(unknown, 'failure').error.code).toBe('AYS_ACTOR_UNKNOWN')
  },
  TIME,
)
