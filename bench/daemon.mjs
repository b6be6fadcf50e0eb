// What recurring work costs a daemon: many services that recur, and many that wait. In one process, over LevelDB.
// Usage: node bench/daemon.mjs [SERVICES] [SECONDS] [IDLE]. After `npm run build`.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeRepository, openRepository, removeRepository } from './run/repository.mjs'
import { printMachine, table } from './run/tables.mjs'

const [services = 10_000, seconds = 120, idle = 100_000] = process.argv.slice(2).map(Number)
/** Services of one run: on a machine with other work, one of many is slower than its lease. */
const PORTION = 5000
const ACTIONS = `const running = (globalThis.benchRunning ??= { now: new Set(), twice: 0 })
export const install = () => undefined
export const tick = async ({ service }) => {
  if (running.now.has(service.name)) running.twice += 1
  running.now.add(service.name)
  await new Promise(setImmediate)
  running.now.delete(service.name)
}
`

printMachine()
await busy()
await waiting()

/** Services of period 10 s, spread over it: lateness of what was committed, overlaps, processor time and memory. */
async function busy() {
  await withServices(services, 'period: 10s, jitter: 10s', async (api) => {
    const late = []
    let [fired, skipped, failed] = [0, 0, 0]
    const row = table('at', 'jobs', 'left out', 'late p50', 'p99', 'processor', 'memory')
    const ended = new AbortController()
    const on = (event) => {
      if (event.type === 'failed') failed += 1
      if (event.type !== 'timers') return
      fired += event.fired
      skipped += event.skipped
      for (let n = 0; n < event.fired; n++) late.push(event.late)
    }
    const worked = api.work({ signal: ended.signal, on })
    const steps = 4
    for (let step = 1; step <= steps; step++) {
      late.length = 0
      const before = process.cpuUsage()
      await sleep((seconds * 1000) / steps)
      const sorted = late.toSorted((a, b) => a - b)
      const at = (part) => `${Math.round(sorted[Math.floor(sorted.length * part)] ?? 0)} ms`
      row(`${(seconds / steps) * step} s`, fired, skipped, at(0.5), at(0.99), cpu(before), memory())
    }
    ended.abort()
    await worked
    console.log(`\n${globalThis.benchRunning?.twice ?? 0} overlaps, ${failed} failures\n`)
  })
}

/** Services that recur in a day: the processor time of waiting. */
async function waiting() {
  await withServices(idle, 'period: 1d', async (api) => {
    const ended = new AbortController()
    const worked = api.work({ signal: ended.signal })
    await sleep(2000)
    const before = process.cpuUsage()
    const time = Math.min(30, seconds)
    await sleep(time * 1000)
    console.log(`${idle} timers that wait: ${cpu(before, time)} of a processor, ${memory()}`)
    ended.abort()
    await worked
  })
}

async function withServices(count, recurs, work) {
  const folder = await makeRepository({ actions: ACTIONS })
  const actor = `recurring:\n  - { action: tick, ${recurs} }\nactions:\n  tick: { after: [install], log: false }\n`
  await writeFile(join(folder, 'templates/vm/actor.yaml'), actor)
  const subject = await openRepository(folder, { workers: 0 })
  try {
    for (let first = 0; first < count; first += PORTION) {
      const names = Array.from({ length: Math.min(PORTION, count - first) }, (_, n) => first + n)
      const files = [{ file: `s${first}.yaml`, text: names.map((n) => `vm__s${n}:\n`).join('') }]
      const { id } = await subject.api.plan({ kind: 'blueprint', files })
      await subject.api.apply({ plan: id })
    }
    await work(subject.api)
  } finally {
    await subject[Symbol.asyncDispose]()
    await removeRepository(folder)
  }
}

function cpu(before, time = seconds / 4) {
  const { user, system } = process.cpuUsage(before)
  return `${(((user + system) / 1e6 / time) * 100).toFixed(1)} %`
}

function memory() {
  return `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`
}
