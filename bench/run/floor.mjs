// The least that planning and running a graph can cost here: nothing but js-yaml, `level` and workerpool.
// No schemas, no checks, no logs, no plan to look at: a floor, not a product.
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

/** What planning and running services takes that have been read and saved, as timed() tells. */
export async function measureFloor(text, { folder, workers, pool }) {
  const db = new Level(folder, { valueEncoding: 'utf8' })
  await db.open()
  try {
    const document = load(text)
    await db.batch(Object.entries(document).map(toService), SYNC)
    return await timed(async () => {
      const graph = plan(document)
      await db.batch([{ type: 'put', key: 'run:1', value: JSON.stringify({ state: 'new' }) }], SYNC)
      await execute(graph, db, workers, pool)
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

function toService([name, data]) {
  const value = JSON.stringify({ name, data, state: 'new', pad: PADDING })
  return { type: 'put', key: `svc:${name}`, value }
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

async function execute({ names, open, next }, db, workers, pool) {
  const ready = []
  open.forEach((count, at) => count === 0 && ready.push(at))
  let done = 0
  let flying = 0
  let writing
  let pending = []
  const commit = () => {
    if (writing || pending.length === 0) return
    const batch = pending
    pending = []
    writing = db.batch(batch, SYNC).then(() => {
      writing = undefined
      return commit()
    })
    return writing
  }
  await new Promise((resolve, reject) => {
    const finish = (batch) => {
      for (const at of batch) {
        done += 1
        const value = {
          name: names[at],
          action: 'install',
          state: 'ok',
          at: Date.now(),
          pad: PADDING,
        }
        pending.push({ type: 'put', key: `job:1:${names[at]}`, value: JSON.stringify(value) })
        for (const one of next[at]) if (--open[one] === 0) ready.push(one)
      }
      commit()
      if (done === names.length) resolve()
      else pump()
    }
    const pump = () => {
      while (ready.length > 0 && flying < workers * 2) {
        const size = Math.max(1, Math.min(BATCH, Math.ceil(ready.length / workers)))
        const batch = ready.splice(0, size)
        flying += 1
        const calls = batch.map((at) => ({ name: names[at], args: PADDING }))
        const ran = pool ? pool.exec('batch', [calls]) : Promise.all(calls.map(async () => 0))
        ran.then(() => {
          flying -= 1
          finish(batch)
        }, reject)
      }
    }
    pump()
  })
  while (writing || pending.length > 0) await (writing ?? commit())
}
