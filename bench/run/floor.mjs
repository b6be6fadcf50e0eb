// The least that planning and running a graph can cost here: nothing but js-yaml, `level` and workerpool.
// No schemas, no checks, no logs, no plan to look at: a floor, not a product. What is written is a choice:
// the least, or the records without which a crash could not be told from work that was done.
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { Level } from 'level'
import workerpool from 'workerpool'
import { timed } from './tables.mjs'

const WORKER = fileURLToPath(new URL('floor-worker.mjs', import.meta.url))
/** A record is about as long as one of AYS. */
const PADDING = 'p'.repeat(380)
const SYNC = { sync: true }
const BATCH = 100

/** One record for the run, and one for each job that has ended. */
export const LEAST = {
  read: () => undefined,
  planned: () => [put('run:1', { state: 'new' })],
  started: () => [],
  ended: (name) => [job(name, 'ok')],
}

/**
 * What AYS reads and writes: all that is stored; with the plan the service, that it is pending, who owns it and the job; the job as started,
 * before its action begins; then job and service as they end, which are neither pending nor owned any more.
 */
export const PROMISED = {
  read: async (db) => {
    const stored = new Map()
    for (const [key, value] of await db.iterator({ gte: 'svc:', lt: 'svc;' }).all()) {
      stored.set(key, JSON.parse(value))
    }
    return stored
  },
  planned: (names, document) => [
    put('run:1', { state: 'new' }),
    ...names.flatMap((name) => [
      service(name, document[name], 'pending'),
      put(`pending:${name}`, {}),
      put(`claim:${name}`, { run: 1 }),
      job(name, 'new'),
    ]),
  ],
  started: (name) => [job(name, 'running')],
  ended: (name, document) => [
    job(name, 'ok'),
    service(name, document[name], 'ok'),
    { type: 'del', key: `pending:${name}` },
    { type: 'del', key: `claim:${name}` },
  ],
}

/** What planning and running services takes that have been read and saved, as timed() tells. */
export async function measureFloor(text, { folder, workers, pool, records }) {
  const db = new Level(folder, { valueEncoding: 'utf8' })
  await db.open()
  try {
    const document = load(text)
    await db.batch(
      Object.entries(document).map(([name, data]) => service(name, data, 'new')),
      SYNC,
    )
    return await timed(async () => {
      await records.read(db)
      const graph = plan(document)
      await db.batch(records.planned(graph.names, document), SYNC)
      const written = {
        started: (name) => records.started(name),
        ended: (name) => records.ended(name, document),
      }
      await execute(graph, { db, workers, pool, written })
    })
  } finally {
    await db.close()
    await rm(folder, { recursive: true })
  }
}

export async function openFloorPool(workers) {
  const pool = workerpool.pool(WORKER, {
    workerType: 'process',
    minWorkers: workers,
    maxWorkers: workers,
  })
  await Promise.all(Array.from({ length: workers * 2 }, () => pool.exec('batch', [[{}]])))
  return pool
}

function put(key, value) {
  return { type: 'put', key, value: JSON.stringify(value) }
}

function service(name, data, state) {
  return put(`svc:${name}`, { name, data, state, pad: PADDING })
}

function job(name, state) {
  const value = { name, action: 'install', state, at: Date.now(), pad: PADDING }
  return put(`job:1:${name}`, value)
}

function plan(document) {
  const names = Object.keys(document)
  const places = new Map(names.map((name, at) => [name, at]))
  const open = new Int32Array(names.length)
  const next = names.map(() => [])
  names.forEach((name, at) => {
    for (const need of document[name].deps ?? []) {
      next[places.get(`vm__${need}`)].push(at)
      open[at] += 1
    }
  })
  refuseCycle(open, next)
  return { names, open, next }
}

function refuseCycle(open, next) {
  const left = open.slice()
  const order = []
  left.forEach((count, at) => count === 0 && order.push(at))
  for (let at = 0; at < order.length; at++) {
    for (const one of next[order[at]]) if (--left[one] === 0) order.push(one)
  }
  if (order.length < open.length) throw new Error('a cycle')
}

async function execute({ names, open, next }, { db, workers, pool, written }) {
  const ready = []
  open.forEach((count, at) => count === 0 && ready.push(at))
  let durable = 0
  let flying = 0
  const commit = committer(db)
  const act = async (batch) => {
    const started = batch.flatMap((at) => written.started(names[at]))
    if (started.length > 0) await commit(started)
    const calls = batch.map((at) => ({ name: names[at], args: PADDING }))
    await (pool ? pool.exec('batch', [calls]) : Promise.all(calls.map(async () => 0)))
  }
  await new Promise((resolve, reject) => {
    const finish = (batch) => {
      commit(batch.flatMap((at) => written.ended(names[at]))).then(() => {
        durable += batch.length
        if (durable === names.length) resolve()
      }, reject)
      for (const at of batch) {
        for (const one of next[at]) if (--open[one] === 0) ready.push(one)
      }
      pump()
    }
    const pump = () => {
      while (ready.length > 0 && flying < workers * 2) {
        const size = Math.max(1, Math.min(BATCH, Math.ceil(ready.length / workers)))
        const batch = ready.splice(0, size)
        flying += 1
        act(batch).then(() => {
          flying -= 1
          finish(batch)
        }, reject)
      }
    }
    pump()
  })
}

/** Writes what is given, durably, as one batch with all that was given meanwhile. */
function committer(db) {
  let waiting = []
  let next
  let last = Promise.resolve()
  return (operations) => {
    waiting.push(...operations)
    next ??= last.then(() => {
      const batch = waiting
      waiting = []
      next = undefined
      return (last = db.batch(batch, SYNC))
    })
    return next
  }
}
