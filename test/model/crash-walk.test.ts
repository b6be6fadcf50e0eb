import { type AysApi, isAysError, MemoryStore, type RunDetail } from '@ays/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isSoaking, reportSoak, soakOf } from '../harness/soak.ts'
import { type Crash, crashingStore } from './crashing-store.ts'
import { acyclicGraphs, type Graph } from './graphs.ts'
import { type Act, createSite, type ModelSite } from './model-site.ts'
import { blueprintOf } from './walk.ts'

/** Each service notes how often it was installed, and ensures a lamp: its run grows. */
const TEMPLATES = {
  cell: {
    schema: 'on = type:str list consume:cell:0\ndone = type:int',
    does: ['install', 'processChange'],
  },
  lamp: { schema: 'by = type:str', does: ['install'] },
}

let site: ModelSite
beforeAll(async () => {
  site = await createSite(TEMPLATES)
})
afterAll(() => site[Symbol.asyncDispose]())

const SIZES = isSoaking() ? [1, 2, 3, 4] : [1, 2, 3]

it.each(SIZES)(
  'a process that dies at any of its commits over any graph of %i nodes loses nothing and repeats no job that was committed',
  async (size) => {
    const faults: string[] = []
    let cycles = 0
    for (const graph of acyclicGraphs(size)) {
      for (let commit = 1; ; commit++) {
        const results = await Promise.all(
          [true, false].map((done) => crashAt(graph, { commit, done })),
        )
        cycles += results.length
        faults.push(...results.flatMap((result) => result.faults))
        if (results.every(({ survived }) => survived)) break
      }
    }
    reportSoak(`death at every commit, ${size} nodes`, { ...soakOf(0), cycles }, faults.length)
    expect(faults.slice(0, 10)).toEqual([])
  },
  3_600_000,
)

interface Effect {
  readonly job: string
  readonly key: string
}

/** One life that ends at the commit, and another one that goes on: what is wrong afterwards. */
async function crashAt(
  graph: Graph,
  crash: Crash,
): Promise<{ readonly survived: boolean; readonly faults: readonly string[] }> {
  const store = new MemoryStore()
  await store.open()
  const effects: Effect[] = []
  const act: Act = (address, action, { idempotencyKey, ensure, service }) => {
    effects.push({ job: `${address} ${action}`, key: idempotencyKey })
    if (address.startsWith('lamp!') || action !== 'install') return undefined
    ensure('lamp', service.name, { by: service.name })
    return { done: 1 }
  }
  const first = await site.open(crashingStore(store, crash), act)
  const survived = await applyAll(first, graph)
  await first[Symbol.asyncDispose]()
  const before = effects.length
  // Whoever opens an unshared store is alone with it: nobody holds a lease any more.
  await store[Symbol.asyncDispose]()
  const second = await site.open(store, act)
  const committed = await jobsOf(second, 'ok')
  await resumeAll(second)
  await applyAll(second, graph)
  const faults = [
    ...(await faultsOfEnd(second, store, graph)),
    ...repeated(committed, effects, before),
    ...otherKeys(effects),
  ]
  await second[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
  const where = `${JSON.stringify(graph)} dies ${crash.done ? 'after' : 'before'} ${crash.commit}`
  return { survived, faults: faults.map((fault) => `${where}: ${fault}`) }
}

/** False when it died. */
async function applyAll(api: AysApi, graph: Graph): Promise<boolean> {
  try {
    const plan = await api.plan(blueprintOf(graph))
    await api.apply({ plan: plan.id })
    return true
  } catch (error) {
    if (isAysError(error, 'AYS_STORE_NOT_OPEN')) return false
    throw error
  }
}

async function resumeAll(api: AysApi): Promise<void> {
  const runs = await api.listRuns()
  for (const { id, interrupted } of runs) if (interrupted) await api.resumeRun(id)
}

async function jobsOf(api: AysApi, state: string): Promise<string[]> {
  const runs = await Promise.all((await api.listRuns()).map(({ id }) => api.showRun(id)))
  const jobs = runs.flatMap((run: RunDetail) => run.steps.flat())
  return jobs.filter((job) => job.state === state).map((job) => `${job.service} ${job.action}`)
}

/** Everything is done, once, and nothing is held any more. */
async function faultsOfEnd(api: AysApi, store: MemoryStore, graph: Graph): Promise<string[]> {
  const faults: string[] = []
  const services = await api.listServices()
  const wanted = graph.flatMap((_, node) => [`cell!${node}`, `lamp!${node}`]).toSorted()
  const there = services.map(({ address }) => address).toSorted()
  if (there.join() !== wanted.join()) faults.push(`there are ${there.join()}`)
  for (const { address, actions } of services) {
    if (actions['install'] !== 'ok') faults.push(`${address} rests as ${actions['install']}`)
  }
  const runs = await api.listRuns()
  for (const { id, state } of runs) if (state !== 'ok') faults.push(`run ${id} is ${state}`)
  const done = await jobsOf(api, 'ok')
  const installs = done.filter((job) => job.endsWith(' install')).toSorted()
  const expected = wanted.map((address) => `${address} install`)
  if (installs.join() !== expected.join()) faults.push(`done were ${installs.join()}`)
  for (const prefix of ['claim/', 'pending/']) {
    for await (const { key } of store.scan({ prefix })) faults.push(`${key} is left`)
  }
  const again = await api.plan(blueprintOf(graph))
  if (!again.empty) faults.push('it is not all done')
  return faults
}

function repeated(
  committed: readonly string[],
  effects: readonly Effect[],
  from: number,
): string[] {
  const again = new Set(effects.slice(from).map(({ job }) => job))
  return committed.filter((job) => again.has(job)).map((job) => `${job} was committed and repeated`)
}

/** A job that starts again has the same key. */
function otherKeys(effects: readonly Effect[]): string[] {
  const keys = new Map<string, Set<string>>()
  for (const { job, key } of effects) keys.set(job, (keys.get(job) ?? new Set()).add(key))
  return [...keys].filter(([, of]) => of.size > 1).map(([job]) => `${job} got another key`)
}
