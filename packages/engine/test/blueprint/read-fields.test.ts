import { describe, expect, it } from 'vitest'
import { faultsOf, readText } from '../support/blueprints.ts'

const serviceOf = async (text: string) => {
  const { services, diagnostics } = await readText(text)
  expect(diagnostics).toEqual([])
  return services[0]
}

const docker = (line: string) => serviceOf(`node.docker__a:\n  ${line}\n`)

describe('a field', () => {
  it.each(['ssh.port', 'ssh_port', 'sshPort'])('may be spelled %s', async (key) => {
    expect((await docker(`${key}: 80`))?.fields).toEqual({ sshPort: 80 })
  })

  it('that is null was not given', async () => {
    expect((await docker('image:'))?.fields).toEqual({})
  })

  it('is as the schema stores it, so that the same blueprint says the same again', async () => {
    const service = await docker('ratio: 0.1')
    expect(service?.fields['ratio']).toBe(Math.fround(0.1))
    expect(service?.data['ratio']).toBe(Math.fround(0.1))
  })

  it.each([
    ['yes', true],
    ['On', true],
    ['TRUE', true],
    ['no', false],
    ['OFF', false],
  ])('of type bool takes the word %s, as YAML 1.1 did', async (word, value) => {
    expect((await docker(`running: ${word}`))?.fields).toEqual({ running: value })
  })

  it('of type text keeps such a word', async () => {
    expect((await docker('image: yes'))?.fields).toEqual({ image: 'yes' })
  })

  it('may be a list of structs, a group or a named union', async () => {
    const service = await serviceOf(
      'switch__a:\n  lanes: [{ speed: 10 }, {}]\n  mode: { fast: 3 }\n',
    )
    expect(service?.fields).toMatchObject({
      lanes: [{ speed: 10 }, { speed: 0 }],
      mode: { fast: 3 },
    })
  })

  it('has its faults named inside of it', async () => {
    const reading = await readText('switch__a:\n  lanes:\n    - speed: 1\n    - speed: 70000\n')
    expect(faultsOf(reading)).toEqual([
      '4:7 AYS_FIELD_INVALID switch__a: lanes[1].speed: 70000 is above 65535',
    ])
  })
})

describe('a link', () => {
  it.each([
    ['one name for a text', 'os: main', 'os', ['main'], 'main'],
    ['a list for a text', 'os: [main]', 'os', ['main'], 'main'],
    ['several with commas for a text', "sshkey: 'a , b,a'", 'sshkey', ['a', 'b'], 'a, b'],
    ['one name for a list', 'fs: data', 'fs', ['data'], ['data']],
    [
      'several with commas for a list',
      "fs: 'data, logs'",
      'fs',
      ['data', 'logs'],
      ['data', 'logs'],
    ],
    ['a list for a list', 'fs: [data, logs]', 'fs', ['data', 'logs'], ['data', 'logs']],
    ['nothing in it', 'fs: []', 'fs', [], []],
    ['an empty text', "os: ''", 'os', [], ''],
  ])('may be given %s', async (_, line, argname, names, value) => {
    const service = await docker(line)
    expect(service?.links).toEqual({ [argname]: names })
    expect(service?.fields).toEqual({ [argname]: value })
  })

  it('that is not mentioned has no names', async () => {
    expect((await docker('os:'))?.links).toEqual({})
  })

  it('may be given by its role, which is no field and no data', async () => {
    const service = await serviceOf('cockpit__a:\n  sshkey: main\n  node: web\n')
    expect(service?.links).toEqual({ dnsSshkey: ['main'], hostNode: ['web'] })
    expect(service?.fields).toEqual({})
  })

  it('is given by its field where both are there', async () => {
    const service = await serviceOf('cockpit__a:\n  dns.sshkey: one\n  sshkey: two\n')
    expect(service?.links).toMatchObject({ dnsSshkey: ['one'] })
  })

  it('is not given by its role where that is the field of another link', async () => {
    expect((await serviceOf('twin__a:\n  sshkey: main\n'))?.links).toEqual({ sshkey: ['main'] })
  })

  it('may be one that the schema has no field for', async () => {
    const service = await serviceOf('switch__a:\n  rack: r1\n  network: n1\n')
    expect(service?.links).toEqual({ uplink: ['n1'], rack: ['r1'] })
  })

  it('knows where it is named', async () => {
    const service = await serviceOf('cockpit__a:\n  dns.sshkey: one\n  node: web\n')
    expect(service?.locate('hostNode')).toEqual({ file: 'a.yaml', line: 3, column: 3 })
    expect(service?.locate('dnsSshkey')).toEqual({ file: 'a.yaml', line: 2, column: 3 })
  })

  it('that is not named is where the service is', async () => {
    const service = await serviceOf('os__x:\n')
    expect(service?.locate('anything')).toEqual({ file: 'a.yaml', line: 1, column: 1 })
  })

  it.each([
    ['os: 5', '2:3 AYS_FIELD_INVALID node.docker__a: os: expected a text, not 5'],
    ['fs: [1]', '2:8 AYS_FIELD_INVALID node.docker__a: fs[0]: expected a text, not 1'],
  ])('is not named by %s', async (line, fault) => {
    expect(faultsOf(await readText(`node.docker__a:\n  ${line}\n`))).toEqual([fault])
  })

  it('without a field is not named by a number', async () => {
    expect(faultsOf(await readText('switch__a:\n  rack: 5\n'))).toEqual([
      '2:3 AYS_FIELD_INVALID switch__a: rack: neither the name of a service nor a list of names',
    ])
  })
})
