import { describe, expect, it } from 'vitest'
import { createWorld, type WorldTemplate } from './world.ts'

/** Notes on which box the programs of the action run. */
const wherever = (action: string) => `export const ${action} = async (context) => {
  _do('${action}', context)
  const { stdout } = await context.exec('sh', ['-c', 'echo \${BOX:-here}'])
  _note('  on ' + stdout)
}`

const TEMPLATES: Readonly<Record<string, WorldTemplate>> = {
  region: { schema: 'name = type:str', does: ['install'] },
  node: {
    schema:
      'region = type:str parent:region optional\naddr = type:str\ndns = type:str consume:dns:0',
    code: `${wherever('install')}
      export const getExecutor = ({ service, parent, producers }) => ({
        kind: 'box',
        addr: service.data.addr,
        region: parent?.data.name ?? null,
        dns: (producers.dns ?? []).map(({ data }) => data.zone),
      })`,
  },
  dns: { schema: 'zone = type:str', does: ['install'] },
  zone: { schema: 'node = type:str parent:node', does: ['install'] },
  app: { schema: 'zone = type:str parent:zone', code: wherever('install') },
  job: {
    schema: 'node = type:str parent:node',
    code: ['install', 'stop'].map(wherever).join('\n'),
  },
}

const box = (addr: string, region: string | null = null, dns: readonly string[] = []) =>
  `  on ${JSON.stringify({ kind: 'box', addr, region, dns })}`

describe('programs', () => {
  it('of a service run where its parent says', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply('node__n:\n  addr: 10.0.0.1\njob__j:\n  node: n\n')
    expect((await world.journal.lines()).slice(-2)).toEqual(['job!j install', box('10.0.0.1')])
  })

  it('run where AYS runs when no ancestor says where; a service says nothing of itself', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply('region__r:\n  name: eu\nnode__n:\n  addr: 10.0.0.1\n  region: r\n')
    expect((await world.journal.lines()).slice(-2)).toEqual(['node!n install', '  on here'])
  })

  it('run where the nearest ancestor says, which sees its own parent and producers', async () => {
    await using world = await createWorld(TEMPLATES)
    const site = [
      'region__r:\n  name: eu',
      'dns__d:\n  zone: example',
      'node__n:\n  addr: 10.0.0.1\n  region: r\n  dns: [d]',
      'zone__z:\n  node: n',
      'app__a:\n  zone: z',
    ]
    await world.apply(`${site.join('\n')}\n`)
    expect((await world.journal.lines()).slice(-2)).toEqual([
      'app!a install',
      box('10.0.0.1', 'eu', ['example']),
    ])
  })

  it('of a service that moves stop under the old parent, and run on under the new one', async () => {
    await using world = await createWorld(TEMPLATES)
    const nodes = 'node__n:\n  addr: 10.0.0.1\nnode__m:\n  addr: 10.0.0.2\n'
    await world.apply(`${nodes}job__j:\n  node: n\n`)
    await world.apply(`${nodes}job__j:\n  node: m\n`)
    expect((await world.journal.lines()).slice(-4)).toEqual([
      'job!j stop',
      box('10.0.0.1'),
      'job!j install',
      box('10.0.0.2'),
    ])
  })

  it('run where the data of the ancestor says now', async () => {
    await using world = await createWorld(TEMPLATES)
    await world.apply('node__n:\n  addr: 10.0.0.1\njob__j:\n  node: n\n')
    await world.apply('node__n:\n  addr: 10.0.0.9\njob__j:\n  node: n\n')
    expect((await world.journal.lines()).slice(-2)).toEqual(['job!j install', box('10.0.0.9')])
  })
})
