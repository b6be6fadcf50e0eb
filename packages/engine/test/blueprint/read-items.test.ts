import { describe, expect, it } from 'vitest'
import { selects } from '../../src/blueprint/wanted.ts'
import { faultsOf, readText } from '../support/blueprints.ts'

const actionsOf = async (items: string) => {
  const { actions = [], diagnostics } = await readText(`actions:\n${items}`)
  expect(diagnostics).toEqual([])
  return actions
}

describe('an item of actions', () => {
  it('may name several actions', async () => {
    const [first, second] = await actionsOf('  - action: install, start\n  - action: [a, b]\n')
    expect(first?.actions).toEqual(['install', 'start'])
    expect(second?.actions).toEqual(['a', 'b'])
  })

  it('may recur, and may be forced', async () => {
    const actions = await actionsOf(
      '  - action: monitor\n    recurring: 5m\n  - action: x\n    recurring: 30\n    force: true\n',
    )
    expect(actions.map(({ recurring, force }) => [recurring, force])).toEqual([
      [300_000, false],
      [30_000, true],
    ])
  })

  it('knows where it stands', async () => {
    const [, second] = await actionsOf('  - action: a\n  - action: b\n')
    expect(second).toMatchObject({ file: 'a.yaml', line: 3, column: 5 })
  })

  it.each([
    ['means all without a filter', '', ['node.docker!web', 'node.ovc!db', 'os!web']],
    ['means the services of a template', 'actor: node.ovc', ['node.ovc!db']],
    ['takes the template for a pattern', 'actor: node.*', ['node.docker!web', 'node.ovc!db']],
    ['takes the whole name, not its beginning', 'actor: node', []],
    ['takes the whole name for a pattern too', 'actor: nod.', []],
    ['means the services of a name', 'service: web', ['node.docker!web', 'os!web']],
    ['takes the name for a pattern', 'service: w.b|x', ['node.docker!web', 'os!web']],
    ['means those that fit both', 'actor: os, service: web', ['os!web']],
  ])('%s', async (_, filter, addresses) => {
    const [item] = await actionsOf(`  - { action: install${filter && `, ${filter}`} }\n`)
    const services = ['node.docker!web', 'node.ovc!db', 'os!web'].filter((address) => {
      const [template = '', name = ''] = address.split('!')
      return item && selects(item, { template, name })
    })
    expect(services).toEqual(addresses)
  })

  it('cannot keep AYS busy with a pattern', async () => {
    const [item] = await actionsOf("  - action: install\n    service: '(a+)+b'\n")
    expect(item && selects(item, { template: 'os', name: 'a'.repeat(200) })).toBe(false)
  })

  it.each([
    ['no list', 'actions: install', '1:1 AYS_BLUEPRINT_SYNTAX actions: "install" is not a list'],
    ['nothing', 'actions:', '1:1 AYS_BLUEPRINT_SYNTAX actions: null is not a list'],
    [
      'a text',
      'actions:\n  - action delete',
      '2:5 AYS_BLUEPRINT_SYNTAX actions: [0]: "action delete" is not a mapping with "action:"',
    ],
    [
      'no action',
      'actions:\n  - actor: os',
      '2:5 AYS_BLUEPRINT_SYNTAX actions: [0] lacks "action"',
    ],
    [
      'a placeholder',
      'actions:\n  - action: {NAME}',
      '2:5 AYS_BLUEPRINT_SYNTAX actions: [0].action: a mapping is not a name, several with commas, or a list of names',
    ],
    [
      'an unknown key',
      'actions:\n  - action: a\n    servic: x',
      '3:5 AYS_BLUEPRINT_SYNTAX actions: unknown key "[0].servic"',
    ],
    [
      'no name of an action',
      'actions:\n  - action: a b',
      '2:5 AYS_BLUEPRINT_SYNTAX actions: "a b" is no name of an action',
    ],
    [
      'no duration',
      'actions:\n  - action: a\n    recurring: soon',
      '3:5 AYS_BLUEPRINT_SYNTAX actions: [0].recurring: "soon" is not a duration, such as 10s, 5m, 2h or 1d',
    ],
    [
      'no pattern',
      "actions:\n  - action: a\n    actor: '('",
      '3:5 AYS_BLUEPRINT_SYNTAX actions: "(" is no regular expression that can be matched in linear time',
    ],
    [
      'a pattern that takes more than linear time',
      "actions:\n  - action: a\n    service: '(a)\\1'",
      '3:5 AYS_BLUEPRINT_SYNTAX actions: "(a)\\1" is no regular expression that can be matched in linear time',
    ],
  ])('is refused with its place: %s', async (_, text, fault) => {
    expect(faultsOf(await readText(`${text}\n`))).toEqual([fault])
  })
})

describe('an item of eventfilters', () => {
  it('says which event starts which actions of which services', async () => {
    const { eventFilters, diagnostics } = await readText(
      'eventfilters:\n  - actor: os\n    channel: email\n    cmd: reset\n    secret: a, b\n    action: install, start\n  - channel: all\n    action: x\n',
    )
    expect(diagnostics).toEqual([])
    expect(eventFilters).toMatchObject([
      {
        channel: 'email',
        command: 'reset',
        secrets: ['a', 'b'],
        actions: ['install', 'start'],
        actor: { text: 'os' },
        line: 2,
      },
      { channel: 'all', command: '', secrets: [], actions: ['x'] },
    ])
  })

  it('needs a channel and an action', async () => {
    expect(faultsOf(await readText('eventfilters:\n  - cmd: x\n'))).toEqual([
      '2:5 AYS_BLUEPRINT_SYNTAX eventfilters: [0] lacks "action"',
      '2:5 AYS_BLUEPRINT_SYNTAX eventfilters: [0] lacks "channel"',
    ])
  })
})
