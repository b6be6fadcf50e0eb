import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startRedis } from '../harness/redis.ts'
import { openAt, verify } from '../harness/care.ts'
import { documentOf } from '../harness/documents.ts'
import type { CliProcess } from '../harness/run-cli.ts'
import { runCycles, soakOf } from '../harness/soak.ts'
import { type CellSite, createCells, findInterrupted, JOBS } from './site-of-cells.ts'

const whole = soakOf(20_261_127)
/** Each of the three takes its part. */
const soak = { ...whole, cycles: Math.ceil(whole.cycles / 3) }
const TIME = soak.cycles * 60_000

/** Something dies while a run goes on; resolves when it is over. */
type Kill = (cli: CliProcess, site: CellSite, moment: number) => Promise<void>

describe(`a run of ${JOBS} jobs, killed ${soak.cycles} times`, () => {
  it(
    'with its CLI: no committed job is done twice, and every run ends ok',
    async () => {
      await using site = await createCells()
      const faults = await cycles('run, CLI killed', site, async (cli, _, moment) => {
        await delay(moment)
        await cli.kill()
      })
      expect(faults).toEqual([])
    },
    TIME,
  )

  it(
    'with one of its workers: nothing is held, and what is left is done by the next run',
    async () => {
      await using site = await createCells()
      const faults = await cycles('run, worker killed', site, async (cli, cells, moment) => {
        await delay(moment)
        const pid = (await cells.effects()).at(-1)?.pid
        if (pid !== undefined && pid !== cli.pid) killOne(pid)
        await cli.result
      })
      expect(faults).toEqual([])
    },
    TIME,
  )

  it(
    'with its Redis: no commit is lost, and every run ends ok',
    async () => {
      await using server = await startRedis('--appendonly', 'yes', '--appendfsync', 'always')
      await using site = await createCells(server.url)
      const faults = await cycles('run, Redis killed', site, async (cli, _, moment) => {
        await delay(moment)
        await server.kill()
        await server.restart()
        await Promise.race([cli.result, delay(30_000)])
        await cli.kill()
      })
      expect(faults).toEqual([])
    },
    TIME,
  )
})

function cycles(name: string, site: CellSite, kill: Kill): Promise<string[]> {
  return runCycles(name, soak, async (random) => {
    const before = (await site.effects()).length
    const cli = site.startRun()
    await untilEffects(cli, site, before + 1 + Math.floor(random() * JOBS * 0.9))
    await kill(cli, site, random() * 20)
    return [...(await faultsAfter(site, before)), ...(await faultsIn(site))]
  })
}

/** Until the journal has so many lines, or the CLI has ended. */
async function untilEffects(cli: CliProcess, site: CellSite, lines: number): Promise<void> {
  const ended = cli.result.then(() => true)
  while ((await site.journal.lines()).length < lines) {
    if (await Promise.race([ended, delay(5, false)])) return
  }
}

/** Goes on until nothing is left to do, and says what was wrong with that. */
async function faultsAfter(site: CellSite, before: number): Promise<string[]> {
  const { repository } = site
  const faults: string[] = []
  const interrupted = await findInterrupted(site)
  const then = (await site.effects()).length
  if (interrupted) {
    const resumed = await repository.ays('run', 'resume', interrupted.run, '--json')
    const { state, jobs } = documentOf(resumed, 'run')
    if (state !== 'ok' || jobs.ok !== JOBS) faults.push(`resumed to ${state}, ${jobs.ok} ok`)
    const again = new Set((await site.effects()).slice(then).map(({ cell }) => cell))
    const twice = interrupted.committed.filter((cell) => again.has(cell))
    if (twice.length > 0) faults.push(`committed and done again: ${twice.join()}`)
  } else {
    const rest = await repository.ays('run', '--yes', '--json')
    if (rest.exitCode !== 0) faults.push(`the rest ended with ${rest.exitCode}: ${rest.stderr}`)
  }
  const effects = (await site.effects()).slice(before)
  const done = new Set(effects.map(({ cell }) => cell))
  if (done.size !== JOBS) faults.push(`${done.size} of ${JOBS} cells were done`)
  const keys = new Set(effects.map(({ key }) => key))
  if (interrupted && keys.size !== JOBS) faults.push(`${keys.size} keys for ${JOBS} jobs`)
  return faults
}

/** What verify finds, and claims and pending marks: none when nothing is to be done. */
async function faultsIn({ repository, store: url }: CellSite): Promise<string[]> {
  await using store = await openAt(repository, url)
  const { faults } = await verify(store, repository)
  const found = faults.map(({ key, message }) => `${key} ${message}`)
  for (const prefix of ['claim/', 'pending/']) {
    for await (const { key } of store.scan({ prefix })) found.push(`${key} is left`)
  }
  return found
}

/** A worker may have ended by itself. */
function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
