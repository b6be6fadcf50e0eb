import { describe, expect, it } from 'vitest'
import { loadTemplateOf as load } from '../support/load-template-of.ts'

describe('what a template says of itself', () => {
  it('is actor.yaml', async () => {
    const { template, said } = await load({
      'schema.hrd': 'port = type:int descr:x\n',
      'actions.ts': 'export const install = () => {}\nexport const check = () => {}\n',
      'actor.yaml': `goal: check
links:
  parent: { role: os.linux }
  consume:
    - { role: db, min: 1, argname: main_db, onChange: [install] }
actions:
  install: { after: [init, producers.check], timeout: 5m, retry: [1s, 10], concurrency: 2, log: false }
recurring:
  - { action: check, period: 30s }
  - { action: check, cron: '0 4 * * *', log: false }
events:
  - { channel: email, command: reset, actions: [install], secrets: [s] }
onChange: { port: [install] }
doc: { port: where it listens }
`,
    })
    expect(said).toEqual([])
    expect(template).toMatchObject({
      goal: 'check',
      links: {
        parent: { role: 'os', argname: 'os', auto: false, optional: false },
        consume: [
          { role: 'db', argname: 'mainDb', min: 1, max: 0, auto: false, onChange: ['install'] },
        ],
      },
      events: [{ channel: 'email', command: 'reset', actions: ['install'], secrets: ['s'] }],
      onChange: { port: ['install'] },
      docs: { port: 'where it listens' },
    })
    expect(template?.actions.get('install')?.options).toEqual({
      after: ['init', 'producers.check'],
      timeout: 300_000,
      retry: [1000, 10_000],
      concurrency: 2,
      log: false,
    })
  })

  it('is no link that asks for more than it takes', async () => {
    const links = 'links:\n  consume:\n    - role: db\n      min: 3\n      max: 2\n'
    const fault = 'error AYS_ACTOR_INVALID db is consumed at least 3 and at most 2 times'
    for (const file of ['actor.yaml', 'config.yaml']) {
      const { template, said } = await load({ [file]: links })
      expect(template).toBeUndefined()
      expect(said).toEqual([`${file}:5:7: ${fault}`])
    }
  })

  it('recurs by a period or by a cron', async () => {
    const { template } = await load({
      'actions.ts': 'export const a = () => {}\nexport const b = () => {}\n',
      'actor.yaml':
        'recurring:\n  - { action: a, period: 1m }\n  - { action: b, cron: "@daily", log: false }\n',
    })
    expect(template?.recurring).toEqual([
      { action: 'a', period: 60_000, log: true },
      { action: 'b', cron: '@daily', log: false },
    ])
  })

  it.each([
    ['gol: x\n', 'actor.yaml:1:1: error AYS_ACTOR_INVALID unknown key "gol"'],
    [
      'links:\n  parent: os\n',
      'actor.yaml:2:3: error AYS_ACTOR_INVALID links.parent: "os" is not a parent with its role',
    ],
    [
      'links:\n  consume:\n    - { role: a }\n    - {}\n',
      'actor.yaml:4:7: error AYS_ACTOR_INVALID links.consume[1] lacks "role"',
    ],
    [
      'links:\n  consume:\n    - role: a\n      min: one\n',
      'actor.yaml:4:7: error AYS_ACTOR_INVALID links.consume[0].min: "one" is not a whole number from 0 on',
    ],
    [
      'recurring:\n  - action: a\n',
      'actor.yaml:2:5: error AYS_ACTOR_INVALID recurring[0]: a mapping is not an action with either a period or a cron',
    ],
    [
      'recurring:\n  - { action: a, period: 1m, cron: x }\n',
      'actor.yaml:2:5: error AYS_ACTOR_INVALID recurring[0]: a mapping is not an action with either a period or a cron',
    ],
    [
      'actions:\n  install:\n    timeout: soon\n',
      'actor.yaml:3:5: error AYS_ACTOR_INVALID actions.install.timeout: "soon" is not a duration, such as 10s, 5m, 2h or 1d',
    ],
    ['a: [\n', 'actor.yaml:2:1: error AYS_ACTOR_INVALID'],
  ])('with faults makes no template: %j', async (text, fault) => {
    const { template, said } = await load({ 'actor.yaml': text })
    expect(template).toBeUndefined()
    expect(said).toEqual([expect.stringContaining(fault)])
  })

  it.each([
    ['goal: instal\n', 'the template has no action "instal", which its actor names'],
    ['onChange: { prt: [install] }\n', 'the template has no field "prt", which its actor names'],
    [
      'actions: { install: { args: Nobody } }\n',
      'the template has no struct "Nobody", which its actor names',
    ],
    [
      'actions: { install: { after: [producers.stat] } }\n',
      'the template has no action "stat", which its actor names',
    ],
  ])('in vain is a warning: %s', async (text, warning) => {
    const { template, said } = await load({
      'schema.hrd': 'port = type:int\n',
      'actions.ts': 'export const install = () => {}\n',
      'actor.yaml': text,
    })
    expect(template).toBeDefined()
    expect(said).toEqual([`actor.yaml:1:1: warning AYS_ACTOR_INVALID ${warning}`])
  })
})

describe('config.yaml of AYS 9', () => {
  it('says links, times and texts', async () => {
    const { template, said } = await load({
      'actions.ts': 'export const install = () => {}\nexport const watch = () => {}\n',
      'config.yaml': `doc:
  property:
  - port: where it listens
  - other: ''
links:
  parent: [{ role: os, auto: false }]
  consume:
  - { argname: dnsSshkey, auto: true, max: '1', min: '1', role: sshkey }
  - { auto: false, min: 0, role: network.zerotier }
recurring:
- { action: watch, log: true, period: 1m }
timeouts:
- install: 2m
events: []
`,
    })
    expect(said).toEqual([])
    expect(template).toMatchObject({
      links: {
        parent: { role: 'os', argname: 'os', auto: false, optional: false },
        consume: [
          { role: 'sshkey', argname: 'dnsSshkey', min: 1, max: 1, auto: true },
          { role: 'network', argname: 'network', min: 0, max: 0, auto: false },
        ],
      },
      recurring: [{ action: 'watch', period: 60_000, log: true }],
    })
    expect(template?.docs).toEqual({ port: 'where it listens' })
    expect(template?.actions.get('install')?.options).toEqual({ timeout: 120_000 })
  })

  it('may have keys that nobody reads: each is a warning', async () => {
    const { template, said } = await load({
      'config.yaml':
        'name: x\nlinks:\n  parent: { role: os, colour: red }\nlongjobs:\n- action: serve\n',
    })
    expect(template?.links.parent?.role).toBe('os')
    expect(said).toEqual([
      'config.yaml:1:1: warning AYS_ACTOR_INVALID unknown key "name"',
      'config.yaml:3:23: warning AYS_ACTOR_INVALID unknown key "links.parent.colour"',
      'config.yaml:4:1: warning AYS_ACTOR_INVALID long jobs do not run: serve',
    ])
  })

  it.each([
    ['min that is no number', 'links:\n  consume:\n  - { role: a, min: few }\n', 3],
    ['two parents', 'links:\n  parent: [{ role: a }, { role: b }]\n', 2],
    ['a list', '- x\n', 1],
  ])('with faults makes no template: %s', async (_, text, line) => {
    const { template, said } = await load({ 'config.yaml': text })
    expect(template).toBeUndefined()
    expect(said[0]).toMatch(new RegExp(`^config\\.yaml:${line}:\\d+: error AYS_ACTOR_INVALID`))
  })

  it('may be empty', async () => {
    expect((await load({ 'config.yaml': 'links:\nrecurring:\n' })).said).toEqual([])
  })
})

describe('several files that say something', () => {
  it('are believed in this order, link by link: actor.yaml, the schema, actor.hrd, config.yaml', async () => {
    const { template } = await load({
      'actor.yaml': 'links:\n  consume:\n    - { role: db, argname: db, min: 3 }\n',
      'schema.hrd':
        'db = type:str consume:db:2\nlog = type:str consume:log:2\nos = type:str parent:os\n',
      'actor.hrd': 'recurring.watch =\n    period: 1m,\n    log: True,\n',
      'config.yaml':
        'links:\n  parent: { role: node }\n  consume: [{ role: log, argname: log, min: 9 }, { role: fs, min: 1 }]\nrecurring:\n- { action: watch, period: 9m }\n- { action: other, period: 9m }\n',
    })
    expect(template?.links.parent?.role).toBe('os')
    expect(template?.links.consume.map(({ argname, min }) => [argname, min])).toEqual([
      ['db', 3],
      ['log', 2],
      ['fs', 1],
    ])
    expect(template?.recurring.map(({ action, period }) => [action, period])).toEqual([
      ['watch', 60_000],
      ['other', 540_000],
    ])
  })

  it('are believed in the same order, option by option and text by text', async () => {
    const { template } = await load({
      'actions.ts': 'export const a = () => {}\nexport const b = () => {}\n',
      'actor.yaml': 'actions: { a: { timeout: 1s } }\ndoc: { x: ours }\n',
      'config.yaml':
        'timeouts: [{ a: 9s }, { b: 9s }]\ndoc: { property: [{ x: theirs }, { y: theirs }] }\n',
    })
    expect(template?.docs).toEqual({ x: 'ours', y: 'theirs' })
    expect([...(template?.actions.values() ?? [])].map(({ options }) => options.timeout)).toEqual([
      1000, 9000,
    ])
  })

  it('make one link of a parent that is consumed too', async () => {
    const { template } = await load({
      'schema.hrd': 'os = type:str parent:os\n',
      'config.yaml': 'links:\n  consume: [{ role: os, min: 1 }]\n',
    })
    expect(template?.links.consume).toEqual([])
  })
})
