// A diamond of ten services (one, eight that need it, one that needs those), each with an action of
// 200 ms, on four workers: how near a run comes to its critical path. Run after `npm run build`.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { openEngine, readRepository } from '@ays/engine'
import { EsbuildBundler, PoolExecutor } from '@ays/executor'
import { hrdFormat } from '@ays/hrd'
import { LevelStore } from '@ays/store-level'

const ROUNDS = Number(process.argv[2] ?? 5)
const ACTION = 200
const WORKERS = 4
const MIDDLE = Array.from({ length: 8 }, (_, at) => `m${at}`)

/** Two waves of four in the middle, between the first and the last. */
const IDEAL = ACTION * (1 + Math.ceil(MIDDLE.length / WORKERS) + 1)
const SUM = ACTION * (MIDDLE.length + 2)

async function makeRepository() {
  const folder = await mkdtemp(join(tmpdir(), 'ays-diamond-'))
  const template = join(folder, 'templates/vm')
  await mkdir(template, { recursive: true })
  await writeFile(join(folder, 'ays.yaml'), 'id: diamond\n')
  await writeFile(join(template, 'schema.hrd'), 'needs = type:str list consume:vm:0:100\n')
  await writeFile(
    join(template, 'actions.js'),
    `export const install = () => new Promise((done) => setTimeout(done, ${ACTION}))\n`,
  )
  return folder
}

function blueprint() {
  const middle = MIDDLE.map((name) => `vm__${name}:\n  needs: first\n`).join('')
  return `vm__first:\n${middle}vm__last:\n  needs: [${MIDDLE.join(', ')}]\n`
}

async function timeRun(api, request) {
  const plan = await api.plan(request)
  const { run } = await api.apply({ plan: plan.id })
  if (run?.state !== 'ok') throw new Error(`the run ended ${run?.state}`)
  return run.ended - run.started
}

/** Milliseconds of a run that has to start its workers, and of one that finds them warm. */
async function measure() {
  const folder = await makeRepository()
  const cache = join(folder, '.ays/cache')
  const codecUrl = import.meta.resolve('@ays/capnp-codec')
  const bundler = new EsbuildBundler({ cache })
  const store = new LevelStore({ path: join(folder, '.ays/db') })
  const api = await openEngine(await readRepository(folder), {
    store,
    codec: new CapnpCodec(),
    formats: [capnpFormat, hrdFormat],
    bundler,
    packs: [],
    executor: (sources) => new PoolExecutor({ folder: cache, codecUrl, sources, workers: WORKERS }),
  })
  try {
    const files = [{ file: 'diamond.yaml', text: blueprint() }]
    const cold = await timeRun(api, { kind: 'blueprint', files })
    const warm = await timeRun(api, { kind: 'do', action: 'install', force: true })
    return { cold, warm }
  } finally {
    await api[Symbol.asyncDispose]()
    await bundler[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
}

const rounds = []
for (let round = 0; round < ROUNDS; round++) rounds.push(await measure())
console.log(`sum of all actions               ${SUM} ms`)
console.log(`critical path on ${WORKERS} workers       ${IDEAL} ms`)
for (const kind of ['warm', 'cold']) {
  const times = rounds.map((one) => one[kind]).toSorted((a, b) => a - b)
  const median = times[Math.floor(times.length / 2)]
  const ratio = (median / IDEAL).toFixed(2)
  console.log(
    `run, ${kind} workers, median of ${ROUNDS}   ${median} ms, ${ratio} x critical path (${times.join(', ')})`,
  )
}
