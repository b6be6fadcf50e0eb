// What the executor adds to bare workerpool, and what a worker costs. Usage: node bench/executor.mjs [ROUNDS]
// The packages must be built: npx tsc -b
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import workerpool from 'workerpool'
import { codec } from '../packages/capnp-codec/dist/index.js'
import { PoolExecutor } from '../packages/executor/dist/index.js'
import { makeRepository, openRepository, removeRepository } from './run/repository.mjs'

const rounds = Number(process.argv[2] ?? 5)
const folder = mkdtempSync(join(tmpdir(), 'ays-bench-'))
const codecUrl = new URL('../packages/capnp-codec/dist/index.js', import.meta.url).href

const MODEL = {
  id: '0x9a3d5c1be27f4680',
  root: 'Schema',
  structs: [{ name: 'Schema', members: [field('root', 0, 'text'), field('blob', 1, 'data')] }],
  enums: [],
}
const schema = codec.compile(MODEL)
const DATA = schema.encode({ root: '/srv/'.padEnd(400, 'x') })

const ACTIONS = {
  noop: 'export default () => {}',
  wait: `const cell = new Int32Array(new SharedArrayBuffer(4))
    export default () => { Atomics.wait(cell, 0, 0, 5) }`,
  megabyte: 'export default () => ({ blob: new Uint8Array(2 ** 20) })',
  spin: 'export default () => { for (;;); }',
  pid: "export default ({ emit }) => emit('pid', process.pid)",
}
const codes = new Map(
  Object.values(ACTIONS).map((code) => [createHash('sha256').update(code).digest('hex'), code]),
)
const sources = {
  code: async (hash) => ({
    code: codes.get(hash),
    map: '{"version":3,"sources":[],"mappings":""}',
  }),
  schema: async () => MODEL,
}
let calls = 0

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, median of ${rounds}\n`,
)
try {
  await throughput()
  await efficiency()
  await costs()
  await loading()
} finally {
  rmSync(folder, { recursive: true })
}

/** No-op jobs a second. The three take turns, so that what else the machine does falls on all of them. */
async function throughput() {
  const count = 10_000
  print('no-op jobs a second', ['workers', 'bare, 1 a message', 'bare, 100', 'executor', 'ratios'])
  for (const workers of [1, 2, 4]) {
    const bare = openBare(workers)
    const executor = open({ workers })
    const all = callsOf('noop', count)
    const hundreds = chunks(all, 100)
    const rates = { one: [], hundred: [], executor: [] }
    for (let round = -1; round < rounds; round++) {
      const one = await timeOf(() => inFlight(256, all, (call) => bare.exec('noop', [call])))
      const hundred = await timeOf(() =>
        inFlight(workers * 2, hundreds, (some) => bare.exec('batch', [some])),
      )
      const ours = await timeOf(() => inFlight(2000, all, (call) => run(executor, call)))
      if (round < 0) continue
      rates.one.push((count / one) * 1000)
      rates.hundred.push((count / hundred) * 1000)
      rates.executor.push((count / ours) * 1000)
    }
    await bare.terminate()
    await executor[Symbol.asyncDispose]()
    const [one, hundred, ours] = Object.values(rates).map(median)
    row([workers, ...[one, hundred, ours].map(thousands), ratios(ours, one, hundred)])
  }
}

function ratios(ours, one, hundred) {
  return `${(ours / one).toFixed(1)} of one, ${(ours / hundred).toFixed(2)} of 100`
}

/** Jobs that hold a worker for 5 ms, beside what is possible. */
async function efficiency() {
  const count = 400
  print('jobs of 5 ms', ['workers', 'ideal ms', 'took ms', 'efficiency'])
  for (const workers of [1, 2, 4]) {
    const took = await withExecutor({ workers }, async (executor) => {
      await inFlight(executor.window, callsOf('wait', 50), (call) => run(executor, call))
      return medianOf(() =>
        inFlight(executor.window, callsOf('wait', count), (call) => run(executor, call)),
      )
    })
    const ideal = (count * 5) / workers
    row([workers, ideal, took.toFixed(0), `${((ideal / took) * 100).toFixed(0)} %`])
  }
}

async function costs() {
  print('one job', ['what', 'process', 'thread'])
  const kinds = ['process', 'thread']
  const measure = async (name, work) => {
    const results = []
    for (const kind of kinds) results.push(await work(kind))
    row([name, ...results])
  }
  await measure('cold start to the first outcome, ms', async (kind) => {
    const took = await medianOf(() =>
      withExecutor({ kind, workers: 1 }, (executor) => run(executor, callOf('noop'))),
    )
    return took.toFixed(0)
  })
  await measure('one after the other, µs', (kind) => roundTrip(kind, 'noop', 2000, 1000))
  await measure('a result of 1 MB, ms', (kind) => roundTrip(kind, 'megabyte', 50, 1))
  await measure('ending an endless loop: beyond its timeout of 200 ms, ms', async (kind) => {
    const took = await withExecutor({ kind, workers: 1 }, async (executor) => {
      const times = []
      for (let round = 0; round < rounds; round++) {
        await run(executor, callOf('noop'))
        times.push(await timeOf(() => executor.execute({ ...callOf('spin'), timeout: 200 })))
      }
      return median(times)
    })
    return (took - 200).toFixed(0)
  })
  await measure('private memory of a worker, MB', memoryOf)
}

async function roundTrip(kind, action, count, scale) {
  const took = await withExecutor({ kind, workers: 1 }, async (executor) => {
    await run(executor, callOf(action))
    return medianOf(async () => {
      for (let index = 0; index < count; index++) await run(executor, callOf(action))
    })
  })
  return ((took / count) * scale).toFixed(scale === 1 ? 1 : 0)
}

/** What only the worker holds; nobody can tell what a thread does. */
function memoryOf(kind) {
  if (kind === 'thread') return '–'
  const workers = 4
  return withExecutor({ kind, workers }, async (executor) => {
    const all = callsOf('pid', workers * 4)
    const outcomes = await Promise.all(all.map((call) => run(executor, call)))
    const pids = new Set(outcomes.map(({ emitted }) => emitted[0].payload))
    return median([...pids].map(privateMemory)).toFixed(0)
  })
}

function privateMemory(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const pages = [...text.matchAll(/^Private_\w+: +(\d+) kB$/gm)]
  return pages.reduce((sum, [, size]) => sum + Number(size), 0) / 1024
}

/** A hundred templates of three actions and a helper: schemas, declarations and code, as a command loads them. */
async function loading() {
  const repository = await makeRepository()
  for (let index = 0; index < 100; index++) writeTemplate(join(repository, `templates/t${index}`))
  const load = async () => {
    const subject = await openRepository(repository, { workers: 0 })
    const took = await timeOf(() => subject.api.listTemplates())
    await subject[Symbol.asyncDispose]()
    return took
  }
  print('100 templates of 3 actions', ['what', 'ms'])
  row(['loaded for the first time', (await load()).toFixed(0)])
  const times = []
  for (let round = 0; round < rounds; round++) times.push(await load())
  row(['loaded again, nothing has changed', median(times).toFixed(0)])
  await removeRepository(repository)
}

function writeTemplate(template) {
  mkdirSync(template)
  writeFileSync(join(template, 'schema.hrd'), 'path = type:str\nport = type:int default:80\n')
  writeFileSync(join(template, 'lib.ts'), `export const root = (name: string) => '/srv/' + name`)
  const actions = ['install', 'start', 'stop'].map(
    (name) => `export const ${name} = ({ service }) => { root(service.name + '${name}') }`,
  )
  const file = join(template, 'actions.ts')
  writeFileSync(file, `import { root } from './lib'\n${actions.join('\n')}`)
}

function open(options) {
  return new PoolExecutor({ folder: join(folder, 'code'), codecUrl, sources, ...options })
}

async function withExecutor(options, work) {
  const executor = open(options)
  try {
    return await work(executor)
  } finally {
    await executor[Symbol.asyncDispose]()
  }
}

function openBare(workers) {
  return workerpool.pool(fileURLToPath(new URL('executor/bare-worker.mjs', import.meta.url)), {
    workerType: 'process',
    minWorkers: workers,
    maxWorkers: workers,
    forkOpts: { serialization: 'advanced' },
  })
}

async function run(executor, call) {
  const outcome = await executor.execute(call)
  if (outcome.status !== 'ok') throw new Error(`${call.action}: ${outcome.error.message}`)
  return outcome
}

function callsOf(action, length) {
  return Array.from({ length }, () => callOf(action))
}

function callOf(action) {
  const id = `call-${calls++}`
  const code = createHash('sha256').update(ACTIONS[action]).digest('hex')
  const names = { role: 'site', name: `x${id}`, uid: id, template: 'site.bench' }
  return {
    id,
    code,
    action,
    service: { ...names, schema: schema.hash, data: DATA },
    producers: [],
    args: {},
    attempt: 1,
    idempotencyKey: id,
    timeout: 60_000,
    planning: false,
  }
}

/** Does all of it with so many at the same time. */
async function inFlight(limit, all, work) {
  let next = 0
  const lane = async () => {
    while (next < all.length) await work(all[next++])
  }
  await Promise.all(Array.from({ length: Math.min(limit, all.length) }, lane))
}

async function medianOf(work) {
  const times = []
  for (let round = 0; round < rounds; round++) times.push(await timeOf(work))
  return median(times)
}

async function timeOf(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function chunks(all, size) {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}

function field(name, ordinal, kind) {
  return { kind: 'field', name, ordinal, type: { kind } }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function thousands(number) {
  return `${(number / 1000).toFixed(1)} k`
}

function print(title, columns) {
  console.log(`\n| ${title}: ${columns.join(' | ')} |\n| ${columns.map(() => '---').join(' | ')} |`)
}

function row(cells) {
  console.log(`| ${cells.join(' | ')} |`)
}
