import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf, placesOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { addBlueprints, addPack } from './corpus.ts'
import { DOCKER_OVC } from './expected/docker-ovc.ts'
import type { ExpectedBlueprints, ExpectedService } from './expected/expected.ts'
import { KVM_PACKET_NET, KVM_WITHOUT_INIT } from './expected/kvm-packet-net.ts'

const TREE = 'ays_jumpscale8/templates'

/** What the originals do while planning: the device is named after the node, the node gets its os. */
const PACKET_NET = `
export const input = ({ service }) => service.data.deviceName === '' ? { deviceName: service.name } : {}
export const init = ({ service, ensure }) => {
  ensure('os.ssh.ubuntu', service.name, { node: service.name, sshkey: service.data.sshkey })
}
`

async function prepare(
  { folder }: Pick<ExpectedBlueprints, 'folder'>,
  actions: (template: string) => string,
): Promise<TempRepository> {
  const repository = await createRepository({ packs: ['./pack'] })
  await addPack(repository, TREE, actions)
  await addBlueprints(repository, folder)
  return repository
}

describe.each([DOCKER_OVC, KVM_PACKET_NET])('the real blueprints of $folder', (expected) => {
  let journal: Journal
  let repository: TempRepository
  const addresses = expected.services.map(({ address }) => address)

  beforeAll(async () => {
    journal = await openJournal()
    const planning = expected === KVM_PACKET_NET ? PACKET_NET : ''
    repository = await prepare(expected, (template) =>
      journal.actions(['install', 'uninstall'], template === 'node.packet.net' ? planning : ''),
    )
  })

  afterAll(async () => {
    await repository[Symbol.asyncDispose]()
    await journal[Symbol.asyncDispose]()
  })

  it('are valid', async () => {
    const result = await repository.ays('validate', '--json')
    expect(result.stderr).toBe('')
    expect(placesOf(documentOf(result, 'validate').diagnostics)).toEqual([])
    expect(result.exitCode).toBe(0)
  })

  it('plan exactly the expected services', async () => {
    const plan = documentOf(await repository.ays('plan', '--json'), 'plan')
    expect(plan.changes.map(({ kind, service }) => `${kind} ${service}`).toSorted()).toEqual(
      addresses.map((address) => `create ${address}`),
    )
  })

  it('install in the order of the links, what is independent in one step', async () => {
    const result = await repository.ays('apply', '--yes', '--json')
    expect(result).toMatchObject({ exitCode: 0 })
    const { changes, run } = documentOf(result, 'report')
    expect(changes).toEqual({ created: addresses.length, updated: 0, deleted: 0 })
    expect(run?.state).toBe('ok')
    expect(run?.steps.map((step) => step.map(({ service }) => service))).toEqual(expected.installs)
  })

  it('install each service once, after everything it uses', async () => {
    const done = (await journal.lines()).map((line) => line.replace(' install', ''))
    expect(done.toSorted()).toEqual(addresses)
    for (const { address, producers } of expected.services) {
      for (const { to } of producers) {
        expect(done.indexOf(to), `${to} before ${address}`).toBeLessThan(done.indexOf(address))
      }
    }
  })

  it('leave exactly the expected services', async () => {
    const services = documentOf(await repository.ays('service', 'list', '--json'), 'services')
    expect(services.map(({ address }) => address)).toEqual(addresses)
  })

  it.each(expected.services)('give $address its links and data', async (service) => {
    const result = await repository.ays('service', 'show', service.address, '--json')
    const { template, origin, data, producers } = documentOf(result, 'service')
    expect({ template, origin, data }).toEqual({
      template: service.template,
      origin: service.origin,
      data: service.data,
    })
    expect(producers.toSorted((a, b) => a.argname.localeCompare(b.argname))).toEqual(
      linksOf(service),
    )
  })

  it('name the line that declares each service', async () => {
    for (const { address, declared } of expected.services) {
      if (declared === undefined) continue
      const result = await repository.ays('service', 'show', address, '--json')
      const { blueprint, line } = documentOf(result, 'service')
      expect({ blueprint, line }).toEqual({
        blueprint: `blueprints/${declared.file}`,
        line: declared.line,
      })
    }
  })

  it('have nothing more to do when they are applied again', async () => {
    expect(documentOf(await repository.ays('plan', '--json'), 'plan')).toMatchObject({
      empty: true,
      changes: [],
      jobs: [],
    })
  })
})

describe('the real blueprints of kvm_packet.net where no template makes the os', () => {
  it('report each service that names it, with file and line, and change nothing', async () => {
    await using repository = await prepare(
      KVM_PACKET_NET,
      () => 'export const install = () => undefined\n',
    )
    const result = await repository.ays('plan', '--json')
    expect(result.exitCode).toBe(2)
    expect(placesOf(documentOf(result, 'failure').error.diagnostics)).toEqual(
      KVM_WITHOUT_INIT.map(({ file, line, code }) => `blueprints/${file}:${line} ${code}`),
    )
    const services = documentOf(await repository.ays('service', 'list', '--json'), 'services')
    expect(services).toEqual([])
  })

  it('are only warned of by validate when an init could still make it', async () => {
    await using journal = await openJournal()
    await using repository = await prepare(KVM_PACKET_NET, (template) =>
      template === 'node.packet.net' ? PACKET_NET : journal.actions(['install']),
    )
    const result = await repository.ays('validate', '--json')
    expect(result.exitCode).toBe(0)
    const warnings = documentOf(result, 'validate').diagnostics.filter(
      ({ severity, code }) => severity === 'warning' && code === 'AYS_LINK_UNKNOWN',
    )
    expect(warnings.map(({ source }) => source?.line)).toEqual(
      KVM_WITHOUT_INIT.map(({ line }) => line),
    )
    expect(await journal.lines()).toEqual([])
  })
})

function linksOf({ producers }: ExpectedService): unknown {
  return producers
    .toSorted((a, b) => a.argname.localeCompare(b.argname))
    .map(({ argname, to, parent, named }) => ({ argname, to, parent, named }))
}
