import { describe, expect, it } from 'vitest'
import { faultsOf, readText, readTexts } from '../support/blueprints.ts'

describe('a blueprint', () => {
  it('declares services with their template, role, name and place', async () => {
    const { services, diagnostics } = await readText(
      'os__main:\n\nnode.docker__web__1:\n  image: nginx\nsshkey___x: {}\n',
    )
    expect(diagnostics).toEqual([])
    expect(services.map(({ template, role, name, line }) => [template, role, name, line])).toEqual([
      ['os', 'os', 'main', 1],
      ['node.docker', 'node', 'web__1', 3],
      ['sshkey', 'sshkey', '_x', 5],
    ])
  })

  it('gives what was said, and every field with what was not', async () => {
    const [service] = (await readText('node.docker__a:\n  image: nginx\n  ports: ["80"]\n'))
      .services
    expect(service?.fields).toEqual({ image: 'nginx', ports: ['80'] })
    expect(service?.data).toEqual({
      os: '',
      image: 'nginx',
      memory: 256,
      ratio: 0,
      running: false,
      ports: ['80'],
      sshkey: '',
      fs: [],
      sshPort: 22,
    })
  })

  it('without actions schedules by the goal, with an empty list of them nothing', async () => {
    expect((await readText('os__a:\n')).actions).toBeUndefined()
    expect((await readText('os__a:\nactions: []\n')).actions).toEqual([])
  })

  it('keeps the order of its files', async () => {
    const { services } = await readTexts({ 'b.yaml': 'os__z:\n', 'a.yaml': 'os__a:\n' })
    expect(services.map(({ name, file }) => [name, file])).toEqual([
      ['z', 'b.yaml'],
      ['a', 'a.yaml'],
    ])
  })
})

describe('what AYS 8.1 and 9 read', () => {
  it.each([
    ['list items at column 0', 'os__a:\nactions:\n- action: install\n'],
    ['a document marker', '---\nos__a:\nactions:\n  - action: install\n'],
    ['anchors across services', 'os__a: &x {}\nos__b: *x\nactions:\n  - action: install\n'],
    ['a quoted key and an inline map', '"os__a": {}\nactions: [{ action: install }]\n'],
    ['CRLF', 'os__a:\r\nactions:\r\n  - action: install\r\n'],
    ['actions before the services', 'actions:\n  - action: install\nos__a:\n'],
  ])('is read: %s', async (_, text) => {
    const { services, actions, diagnostics } = await readText(text)
    expect(diagnostics).toEqual([])
    expect(services[0]).toMatchObject({ role: 'os', name: 'a' })
    expect(actions).toMatchObject([{ actions: ['install'], force: false }])
  })

  it.each([
    ['an empty file', ''],
    ['only comments', '# later\n'],
    ['an empty mapping', '{}\n'],
  ])('is nothing, and no fault: %s', async (_, text) => {
    expect(await readText(text)).toEqual({
      services: [],
      actions: undefined,
      eventFilters: [],
      diagnostics: [],
    })
  })

  it('has several blocks of actions, all of them kept', async () => {
    const { actions } = await readText(
      'os__a:\nactions:\n  - action: install\nos__b:\nactions:\n  - action: start\n',
    )
    expect(actions?.map((action) => action.actions)).toEqual([['install'], ['start']])
  })

  it('takes a repeated service as said twice: the last declaration stands, with a warning', async () => {
    const reading = await readText('fs__a:\n  size: 1\nos__x:\nfs__a:\n  size: 2\n')
    expect(reading.services.map(({ name, line, fields }) => [name, line, fields])).toEqual([
      ['a', 4, { size: 2 }],
      ['x', 3, {}],
    ])
    expect(reading.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'AYS_BLUEPRINT_KEY',
        source: { line: 4 },
        related: [{ line: 1 }],
      },
    ])
  })

  it('takes the same service said twice as said once', async () => {
    const reading = await readTexts({
      'a.yaml': 'fs__a:\n  size: 1\nfs__a: { size: 1 }\n',
      'b.yaml': 'fs__a:\n  size: 1\n',
    })
    expect(reading.diagnostics).toEqual([])
    expect(reading.services).toHaveLength(1)
  })
})

describe('a fault', () => {
  it.each([
    ['YAML that is none', "os__a: 'x\n", ["2:1 AYS_BLUEPRINT_SYNTAX Missing closing 'quote"]],
    [
      'a text',
      'hello\n',
      ['1:1 AYS_BLUEPRINT_SYNTAX a blueprint is a mapping of <template>__<instance> to fields'],
    ],
    [
      'a list',
      '- os__a\n',
      ['1:1 AYS_BLUEPRINT_SYNTAX a blueprint is a mapping of <template>__<instance> to fields'],
    ],
    ['a key that declares nothing', 'os_a:\n', ['1:1 AYS_BLUEPRINT_KEY "os_a" declares nothing']],
    ['a key without a template', '__a:\n', ['1:1 AYS_BLUEPRINT_KEY "__a" declares nothing']],
    ['an unknown template', 'oss__a:\n', ['1:1 AYS_TEMPLATE_UNKNOWN there is no template "oss"']],
    ['a role alone', 'node__a:\n', ['1:1 AYS_TEMPLATE_UNKNOWN there is no template "node"']],
    ['an empty name', 'os__:\n', ['1:1 AYS_NAME_INVALID "" is not a name for a service']],
    [
      'a name with other characters',
      'os__{x}:\n',
      ['1:1 AYS_NAME_INVALID "{x}" is not a name for a service'],
    ],
    [
      'a body that is no mapping',
      'os__a: 5\n',
      ['1:1 AYS_BLUEPRINT_SYNTAX os__a: what is below it is no mapping of fields'],
    ],
    [
      'a body that is a list',
      'os__a: []\n',
      ['1:1 AYS_BLUEPRINT_SYNTAX os__a: what is below it is no mapping of fields'],
    ],
    [
      'an unknown field',
      'fs__a:\n  siz: 1\n',
      ['2:3 AYS_FIELD_UNKNOWN fs__a: there is no field "siz"'],
    ],
    [
      'a value of another type',
      'fs__a:\n  size: big\n',
      ['2:3 AYS_FIELD_INVALID fs__a: size: expected an integer, not "big"'],
    ],
    [
      'a value that breaks a rule',
      'node.docker__a:\n  ssh.port: 70000\n',
      ['2:3 AYS_FIELD_INVALID node.docker__a: sshPort: 70000 is above 65535'],
    ],
    [
      'an item of another type',
      'node.docker__a:\n  ports:\n    - "80"\n    - 81\n',
      ['4:7 AYS_FIELD_INVALID node.docker__a: ports[1]: expected a text, not 81'],
    ],
    [
      'a field given twice',
      'node.docker__a:\n  ssh.port: 1\n  sshPort: 2\n',
      [
        '3:3 AYS_FIELD_INVALID node.docker__a: "sshPort" is the field sshPort, which "ssh.port" gives already',
      ],
    ],
  ])('is named with its line and column: %s', async (_, text, faults) => {
    expect(faultsOf(await readText(text))).toEqual(faults)
  })

  it('does not hide another: all are told, by file and line', async () => {
    const reading = await readTexts({
      'b.yaml': 'nobody__x:\nfs__a:\n  size: big\n  colour: red\nactions: install\n',
      'a.yaml': 'odd:\nos__{x}:\n',
    })
    expect(
      reading.diagnostics.map(({ code, source }) => [source?.file, source?.line, code]),
    ).toEqual([
      ['a.yaml', 1, 'AYS_BLUEPRINT_KEY'],
      ['a.yaml', 2, 'AYS_NAME_INVALID'],
      ['b.yaml', 1, 'AYS_TEMPLATE_UNKNOWN'],
      ['b.yaml', 3, 'AYS_FIELD_INVALID'],
      ['b.yaml', 4, 'AYS_FIELD_UNKNOWN'],
      ['b.yaml', 5, 'AYS_BLUEPRINT_SYNTAX'],
    ])
  })

  it('says what was probably meant', async () => {
    const { diagnostics } = await readText('node.dokcer__a:\nfs__a:\n  siz: 1\naction: []\n')
    expect(diagnostics.map(({ detail }) => detail)).toEqual([
      'Did you mean "node.docker"?',
      'Did you mean "size"?',
      'Did you mean "actions"?',
    ])
  })

  it('of one field leaves the service and its other fields', async () => {
    const { services } = await readText('node.docker__a:\n  memory: much\n  image: nginx\n')
    expect(services[0]?.fields).toEqual({ image: 'nginx' })
    expect(services[0]?.data).toMatchObject({ memory: 256 })
  })

  it('of a template is told once, and at each service that needs it', async () => {
    const { services, diagnostics } = await readText('broken__a:\nbroken__b:\nos__c:\n')
    expect(services).toHaveLength(1)
    expect(diagnostics.map(({ code, source }) => [code, source?.file])).toEqual([
      ['AYS_TEMPLATE_INVALID', 'a.yaml'],
      ['AYS_TEMPLATE_INVALID', 'a.yaml'],
      ['AYS_HRD_SYNTAX', 'templates/broken/schema.hrd'],
    ])
  })

  it.each([
    ['in one file', { 'a.yaml': 'os__a:\nos.ssh__a:\n' }, 2],
    ['in two files', { '1.yaml': 'os__a:\n', 'a.yaml': 'os.ssh__a:\n' }, 1],
  ])('is one address for two templates, %s', async (_, texts, line) => {
    const { diagnostics } = await readTexts(texts)
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'AYS_BLUEPRINT_KEY',
        source: { file: 'a.yaml', line },
        related: [{ line: 1 }],
      },
    ])
  })

  it('is a service that is linked differently, although by no field of it', async () => {
    const { diagnostics } = await readTexts({
      '1.yaml': 'cockpit__a:\n  sshkey: x\n',
      '2.yaml': 'cockpit__a:\n  sshkey: y\n',
    })
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'AYS_BLUEPRINT_KEY' }])
  })

  it('in a name makes no service', async () => {
    expect((await readText('os__{x}:\nos__:\n')).services).toEqual([])
  })

  it('is a service that two files declare differently: no order is meant between files', async () => {
    const { diagnostics } = await readTexts({
      '1.yaml': 'fs__a:\n  size: 1\n',
      '2.yaml': 'fs__a:\n  size: 2\n',
    })
    expect(diagnostics).toMatchObject([
      { severity: 'error', source: { file: '2.yaml' }, related: [{ file: '1.yaml' }] },
    ])
  })
})
