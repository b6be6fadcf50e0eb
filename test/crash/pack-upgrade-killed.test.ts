import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { LEVEL, openAt, verify } from '../harness/care.ts'
import { documentOf } from '../harness/documents.ts'
import { openTestEngine } from '../harness/engine.ts'
import { runCycles, soakOf } from '../harness/soak.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const whole = soakOf(20_261_128)
/** Each is several starts of the CLI. */
const soak = { ...whole, cycles: Math.ceil(whole.cycles / 4) }
const TIME = soak.cycles * 90_000

const SERVICES = 200
const BLUEPRINT = Array.from({ length: SERVICES }, (_, at) => `web__s${at}:\n  f0: ${at}\n`).join(
  '',
)

/** Each version renames one field, drops one, and adds one. */
async function writePack(repository: TempRepository, version: number): Promise<void> {
  const alias = version === 0 ? '' : ` alias:f${version - 1}`
  await repository.write('pack/package.json', `{ "name": "web", "version": "1.${version}.0" }`)
  await repository.write(
    'pack/templates/web/schema.hrd',
    `f${version} = type:int${alias}\nnew${version} = type:int default:${version + 1}\n`,
  )
  await repository.write(
    'pack/templates/web/actions.ts',
    `export const install = ({ service }) => { if (service.data.f${version} < 0) throw new Error() }
export const do${version} = () => {}`,
  )
}

it(
  `an upgrade of ${SERVICES} services, killed ${soak.cycles} times, is done whole or not at all`,
  async () => {
    await using repository = await createRepository({
      packs: ['./pack'],
      blueprints: { 'site.yaml': BLUEPRINT },
    })
    await writePack(repository, 0)
    expect((await repository.ays('apply', '--yes', '--no-run')).exitCode).toBe(0)
    let longest = 500
    const faults = await runCycles('upgrade, CLI killed', soak, async (random, number) => {
      await writePack(repository, number + 1)
      const began = Date.now()
      const cli = repository.start('actor', 'update', '--yes', '--no-run', '--json')
      await Promise.race([cli.result, delay(random() * longest, undefined)])
      await cli.kill()
      const found = await versionsIn(repository)
      const half = found.size === 1 ? [] : [`versions ${[...found].join(' and ')} at once`]
      const rest = await repository.ays('actor', 'update', '--yes', '--no-run', '--json')
      longest = Math.max(longest, Date.now() - began)
      if (rest.exitCode !== 0) half.push(`the rest ended with ${rest.exitCode}: ${rest.stderr}`)
      return [...half, ...(await faultsAfter(repository, number + 1))]
    })
    expect(faults).toEqual([])
  },
  TIME,
)

/** The versions that the actor and its services are of: one, unless something is half done. */
async function versionsIn(repository: TempRepository): Promise<Set<string>> {
  await using store = await openAt(repository, LEVEL)
  await using engine = await openTestEngine(repository.folder, store)
  const [actor] = await engine.api.listActors()
  const versions = new Set([actor?.version ?? ''])
  for (const { actions } of await engine.api.listServices()) {
    const own = Object.keys(actions).find((action) => action.startsWith('do')) ?? ''
    versions.add(`1.${own.slice('do'.length)}.0`)
  }
  return versions
}

/** Every service has what it had, under the name that it has now. */
async function faultsAfter(repository: TempRepository, version: number): Promise<string[]> {
  const last = await repository.ays('service', 'show', `web!s${SERVICES - 1}`, '--json')
  const { data } = documentOf(last, 'service')
  const lost =
    data[`f${version}`] === SERVICES - 1 && data[`new${version}`] === version + 1
      ? []
      : [`it holds ${JSON.stringify(data)}`]
  const versions = await versionsIn(repository)
  const mixed = versions.size === 1 ? [] : [`versions ${[...versions].join(' and ')} afterwards`]
  await using store = await openAt(repository, LEVEL)
  const { faults } = await verify(store, repository)
  return [...lost, ...mixed, ...faults.map(({ key, message }) => `${key} ${message}`)]
}
