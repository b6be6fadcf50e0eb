import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import type { CliProcess } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const CYCLES = 20
const SEED = 20_260_101
const JOBS = 8

/** Two columns of cells, each on the one below it: jobs that wait, and jobs that run at once. */
const BLUEPRINT = [0, 1, 2, 3]
  .flatMap((row) =>
    ['l', 'r'].map(
      (side) => `cell__${side}${row}:\n  on: [${row === 0 ? '' : side + (row - 1)}]\n`,
    ),
  )
  .join('')

/** Says which job and which process it is, and takes its time. */
const INSTALL = `export const install = async (context) => {
  _do('install', context)
  _note('  key ' + context.service.name + ' ' + context.idempotencyKey)
  _note('  pid ' + process.pid)
  await new Promise((resolve) => setTimeout(resolve, 25))
}`

let journal: Journal
let repository: TempRepository

beforeAll(async () => {
  journal = await openJournal()
  repository = await createRepository({
    templates: {
      cell: {
        schema: 'on = type:str list consume:cell:0\n',
        actions: journal.actions([], INSTALL),
      },
    },
    blueprints: { 'cells.yaml': BLUEPRINT },
  })
  await repository.ays('apply', '--yes', '--no-run')
})

afterAll(async () => {
  await repository[Symbol.asyncDispose]()
  await journal[Symbol.asyncDispose]()
})

it(`a run that kill -9 ends ${CYCLES} times resumes, ends ok and repeats no committed job`, async () => {
  const random = mulberry32(SEED)
  const faults: string[] = []
  let interrupted = 0
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const before = (await journal.lines()).length
    // With --force every cell is installed again: a whole run in each cycle, three lines a job.
    const cli = repository.start('do', 'install', '--force', '--yes')
    await killAfter(cli, before + Math.floor(random() * 3 * JOBS), random() * 30)
    const killed = await resume(before)
    if (killed === undefined) continue
    interrupted += 1
    faults.push(...killed.map((fault) => `cycle ${cycle} of seed ${SEED}: ${fault}`))
  }
  expect(faults).toEqual([])
  expect(interrupted).toBeGreaterThan(CYCLES / 2)
}, 240_000)

it('a CLI that kill -9 ends leaves no worker behind', async () => {
  const before = (await journal.lines()).length
  const cli = repository.start('do', 'install', '--force', '--yes')
  await killAfter(cli, before + 4, 0)
  await expect.poll(() => livingWorkers(), { timeout: 10_000 }).toEqual([])
  await resume(before)
})

/** Kills the CLI a moment after the journal has so many lines, unless it ends before. */
async function killAfter(cli: CliProcess, lines: number, moment: number): Promise<void> {
  const ended = cli.result.then(() => true)
  while ((await journal.lines()).length < lines) {
    if (await Promise.race([ended, delay(2, false)])) return
  }
  await delay(moment)
  await cli.kill()
}

/** Resumes the run that was interrupted: everything that was wrong with that; undefined when none was. */
async function resume(before: number): Promise<string[] | undefined> {
  const [newest] = documentOf(await repository.ays('run', 'list', '--json'), 'runs')
  if (newest?.interrupted !== true) return undefined
  const killed = documentOf(await repository.ays('run', 'show', newest.id, '--json'), 'run')
  const resumed = await repository.ays('run', 'resume', '--json')
  const { id, state, jobs } = documentOf(resumed, 'run')
  const lines = (await journal.lines()).slice(before)
  const committed = killed.steps.flat().filter((job) => job.state === 'ok')
  const faults = committed
    .map(({ service, action }) => `${service} ${action}`)
    .map((job) => [job, lines.filter((line) => line === job).length] as const)
    .filter(([, times]) => times !== 1)
    .map(([job, times]) => `${job} was committed, and done ${times} times`)
  if (resumed.exitCode !== 0) faults.push(`exit ${resumed.exitCode}: ${resumed.stderr}`)
  if (id !== newest.id) faults.push(`resumed ${id} instead of ${newest.id}`)
  if (state !== 'ok' || jobs.ok !== JOBS) faults.push(`ended ${state} with ${jobs.ok} jobs ok`)
  return [...faults, ...changedKeys(lines)]
}

/** Jobs that got another idempotency key when they started again. */
function changedKeys(lines: readonly string[]): string[] {
  const keys = new Set(lines.filter((line) => line.startsWith('  key ')))
  return keys.size > JOBS ? [`${keys.size} idempotency keys for ${JOBS} jobs`] : []
}

/** Processes that ever ran a job and are still there. */
async function livingWorkers(): Promise<number[]> {
  const lines = (await journal.lines()).filter((line) => line.startsWith('  pid '))
  return [...new Set(lines.map((line) => Number(line.slice(6))))].filter(lives)
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Random numbers by a seed, so that a failure can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
