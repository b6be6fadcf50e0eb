// What a run of jobs that do nothing costs: beside the least that is possible here, and as a whole process
// beside other tools. Usage: node bench/run.mjs [ROUNDS] [floor|process|care]. After `npm run build`.
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureBullmq } from './run/bullmq.mjs'
import { memoryOfCli, timeCli, timeToResume } from './run/cli.mjs'
import { LEAST, measureFloor, openFloorPool, PROMISED } from './run/floor.mjs'
import { layeredGraph, toBlueprint } from './run/graph.mjs'
import { measurePeers } from './run/peers.mjs'
import { makeRepository, openRepository, removeRepository } from './run/repository.mjs'
import { median, ms, printMachine, seconds, table, timed, times } from './run/tables.mjs'

const rounds = Number(process.argv[2] ?? 5)
const only = process.argv[3]
const SECTIONS = { floor: beside, process: whole, care: memoryAndResume }

printMachine()
for (const [name, section] of Object.entries(SECTIONS)) {
  if (only === undefined || only === name) await section()
}

/** Plan and run of services that are stored, all of them again; both floors and AYS take turns. */
async function beside() {
  const row = table(
    'jobs',
    'where',
    'floor',
    'with the records of AYS',
    'plan',
    'run',
    'of the floor',
    'of its processor time',
    'of the floor with the records',
    'of its processor time',
  )
  for (const count of [1000, 10_000]) {
    for (const workers of [0, 2]) {
      const taken = await measureBeside(toBlueprint(layeredGraph(count)), workers)
      const of = (measure) => median(taken.map(measure))
      const floor = of(({ floor }) => floor.took)
      const plan = of(({ plan }) => plan.took)
      const run = of(({ run }) => run.took)
      const promised = of(({ promised }) => promised.took)
      const cpu = of(({ plan, run }) => plan.cpu + run.cpu)
      const where = workers === 0 ? 'in process' : `${workers} workers`
      row(
        count,
        where,
        ...[floor, promised, plan, run].map(ms),
        times((plan + run) / floor),
        times(cpu / of(({ floor }) => floor.cpu)),
        times((plan + run) / promised),
        times(cpu / of(({ promised }) => promised.cpu)),
      )
    }
  }
  console.log()
}

async function measureBeside(text, workers) {
  const pool = workers === 0 ? undefined : await openFloorPool(workers)
  const folder = await makeRepository()
  const subject = await openRepository(folder, { workers })
  const taken = []
  try {
    await planAndRun(subject.api, { kind: 'blueprint', files: [{ file: 'all.yaml', text }] })
    for (let round = 0; round < rounds; round++) {
      const where = {
        folder: join(tmpdir(), `ays-floor-${process.pid}`),
        workers: Math.max(1, workers),
        pool,
      }
      const floor = await measureFloor(text, { ...where, records: LEAST })
      const promised = await measureFloor(text, { ...where, records: PROMISED })
      const request = { kind: 'do', action: 'install', force: true }
      taken.push({ floor, promised, ...(await planAndRun(subject.api, request)) })
    }
  } finally {
    await subject[Symbol.asyncDispose]()
    await removeRepository(folder)
    await pool?.terminate()
  }
  return taken
}

async function planAndRun(api, request) {
  const plan = await timed(() => api.plan(request))
  const report = await timed(() => api.apply({ plan: plan.value.id }))
  const { state } = report.value.run
  if (state !== 'ok') throw new Error(`the run ended ${state}`)
  return { plan, run: report }
}

/** From nothing to everything done and durable, and then again with nothing and with one field to do. */
async function whole() {
  const row = table('tool', 'services', 'wall time', 'origin')
  for (const count of [1000, 10_000]) {
    const graph = layeredGraph(count)
    const taken = { first: [], same: [], one: [] }
    for (let round = 0; round < rounds; round++) await measureCli(toBlueprint(graph), taken)
    row('`ays apply`, from nothing', count, seconds(median(taken.first)), 'this run')
    row('`ays apply`, unchanged', count, seconds(median(taken.same)), 'this run')
    row('`ays apply`, one field changed', count, seconds(median(taken.one)), 'this run')
    for await (const { name, took } of measurePeers(graph))
      row(name, count, seconds(took), 'this run')
    const bullmq = await measureBullmq(graph)
    if (bullmq) row('BullMQ below a graph, workers warm', count, seconds(bullmq), 'this run')
  }
  console.log()
}

async function measureCli(text, taken) {
  const folder = await makeRepository({ blueprint: text })
  try {
    taken.first.push(timeCli(folder, ['apply', '--yes']))
    taken.same.push(timeCli(folder, ['apply', '--yes']))
    const changed = text.replace('description: x', 'description: y')
    await writeFile(join(folder, 'blueprints/all.yaml'), changed)
    taken.one.push(timeCli(folder, ['apply', '--yes']))
  } finally {
    await removeRepository(folder)
  }
}

async function memoryAndResume() {
  const row = table('what', 'number')
  const many = await makeRepository({ blueprint: toBlueprint(layeredGraph(100_000)) })
  try {
    row(
      'memory of a plan of 100,000 services, saved',
      mb(memoryOfCli(many, ['apply', '--yes', '--no-run'])),
    )
    row('memory of a run of 100,000 jobs', mb(memoryOfCli(many, ['run', '--yes'])))
  } finally {
    await rm(many, { recursive: true })
  }
  const taken = []
  for (let round = 0; round < rounds; round++) {
    const folder = await makeRepository({ blueprint: toBlueprint(layeredGraph(10_000)) })
    taken.push(await timeToResume(folder))
    await removeRepository(folder)
  }
  row('kill -9 to the first job after `ays run resume`, 10,000 pending', seconds(median(taken)))
}

function mb(megabytes) {
  return `${megabytes.toFixed(0)} MB`
}
