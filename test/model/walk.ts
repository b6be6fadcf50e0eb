import {
  AysError,
  type AysApi,
  MemoryStore,
  type Plan,
  type PlanRequest,
  type RunDetail,
} from '@ays/core'
import type { Graph } from './graphs.ts'
import type { ModelSite } from './model-site.ts'
import { RunModel, type Scenario } from './run-model.ts'

/** A job that stands still until it is told how to end. */
interface HeldJob {
  readonly node: number
  readonly end: (ok: boolean) => void
}

/** The services of one graph in a store of their own; each scenario is one more run over all of them. */
export class GraphWalk implements AsyncDisposable {
  readonly #graph: Graph
  readonly #store: MemoryStore
  #api: AysApi | undefined
  #held: HeldJob[] = []
  #model: RunModel | undefined
  readonly #faults: string[] = []

  private constructor(graph: Graph, store: MemoryStore) {
    this.#graph = graph
    this.#store = store
  }

  static async over(site: ModelSite, graph: Graph): Promise<GraphWalk> {
    const walk = new GraphWalk(graph, new MemoryStore())
    walk.#api = await site.open(walk.#store, (address) => walk.#act(nodeOf(address)))
    const plan = await walk.#engine.plan(blueprintOf(graph))
    await walk.#engine.apply({ plan: plan.id, noRun: true })
    return walk
  }

  /** Everything that goes another way than the model says, a sentence each. */
  async run(scenario: Scenario): Promise<string[]> {
    const model = new RunModel(scenario)
    this.#model = model
    this.#held = []
    this.#faults.length = 0
    const plan = await this.#engine.plan({ kind: 'do', action: 'install', force: true })
    this.#comparePlan(plan)
    const cancel = new AbortController()
    const applied = this.#engine.apply(
      { plan: plan.id, parallel: scenario.parallel },
      { signal: cancel.signal },
    )
    await this.#play(scenario, model, cancel)
    const { run } = await inTime(applied, 'the run does not end')
    await this.#compareEnd(run, model)
    await this.#finishRest(model, scenario)
    return this.#faults.map((fault) => `${describe(scenario)}: ${fault}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#api?.[Symbol.asyncDispose]()
    await this.#store[Symbol.asyncDispose]()
  }

  get #engine(): AysApi {
    if (!this.#api) throw new Error('the walk is not open')
    return this.#api
  }

  #act(node: number): Promise<void> | void {
    // The run that makes good what was left is not held.
    if (!this.#model) return
    if (!this.#model.start(node)) this.#faults.push(`${node} starts although it may not`)
    return new Promise((resolve, reject) => {
      const end = (ok: boolean) => {
        if (ok) resolve()
        else reject(new Error('told to fail'))
      }
      this.#held.push({ node, end })
    })
  }

  /** Ends one job after the other, the one that began first, until none runs any more. */
  async #play({ cancelAfter }: Scenario, model: RunModel, cancel: AbortController): Promise<void> {
    for (let ended = 0; ; ended++) {
      if (ended === cancelAfter) {
        model.cancel()
        cancel.abort(new AysError('AYS_CANCELLED', 'the walk cancels'))
      }
      await this.#settle(model)
      const job = this.#held.shift()
      if (!job) return
      job.end(model.end(job.node))
    }
  }

  /** Until as many jobs run as must. */
  async #settle(model: RunModel): Promise<void> {
    for (let turn = 0; this.#held.length < model.mustRun; turn++) {
      if (turn === TURNS) throw new Error(`stuck: ${model.states.join()}`)
      await nextTurn()
    }
  }

  #comparePlan({ jobs, gates, steps }: Plan): void {
    const levels = levelsOf(this.#graph)
    const count = Math.max(...levels) + 1
    if (gates.length > 0) this.#faults.push('the plan has gates')
    if (steps.length !== count) this.#faults.push(`the plan has ${steps.length} steps`)
    for (const job of jobs) {
      const node = nodeOf(job.service)
      if (job.step !== levels[node]) this.#faults.push(`${node} is planned in step ${job.step}`)
    }
    if (jobs.length !== this.#graph.length) this.#faults.push(`${jobs.length} jobs are planned`)
  }

  async #compareEnd(run: RunDetail | undefined, model: RunModel): Promise<void> {
    const expected = model.over()
    if (run?.state !== expected) this.#faults.push(`the run is ${run?.state}, not ${expected}`)
    for (const job of run?.steps.flat() ?? []) {
      const node = nodeOf(job.service)
      const state = model.states[node]
      if (job.state !== state) this.#faults.push(`job ${node} is ${job.state}, not ${state}`)
    }
    for (const { address, actions } of await this.#engine.listServices()) {
      const node = nodeOf(address)
      const rest = restOf(model, node)
      const { install } = actions
      if (install !== rest) this.#faults.push(`${node} rests as ${install}, not ${rest}`)
    }
    this.#faults.push(...(await this.#left('claim/')).map((key) => `${key} is left`))
  }

  /** What did not end well, and only that, is done by the next run. */
  async #finishRest(model: RunModel, { cancelAfter }: Scenario): Promise<void> {
    const expected = model.states.flatMap((state, node) => (state === 'ok' ? [] : [node]))
    this.#model = undefined
    const plan = await this.#engine.plan({ kind: 'pending' })
    const planned = plan.jobs.map(({ service }) => nodeOf(service)).toSorted((a, b) => a - b)
    if (planned.join() !== expected.join()) this.#faults.push(`next: ${planned.join()}`)
    if (plan.empty || cancelAfter !== undefined) return
    const { run } = await this.#engine.apply({ plan: plan.id })
    if (run && run.state !== 'ok') this.#faults.push(`the next run is ${run.state}`)
    this.#faults.push(...(await this.#left('pending/')).map((key) => `${key} is left`))
    this.#faults.push(...(await this.#left('claim/')).map((key) => `${key} is left`))
  }

  async #left(prefix: string): Promise<string[]> {
    const keys: string[] = []
    for await (const { key } of this.#store.scan({ prefix })) keys.push(key)
    return keys
  }
}

/** More turns of the event loop than any commit takes. */
const TURNS = 10_000

/** The template that the graphs are made of. */
export const CELL = { schema: 'on = type:str list consume:cell:0', does: ['install'] }

/** The blueprint of a graph of cells. */
export function blueprintOf(graph: Graph): PlanRequest {
  const cells = graph.map(
    (needs, node) => `cell__${node}:\n  on: [${needs.map((need) => `'${need}'`).join(', ')}]\n`,
  )
  return { kind: 'blueprint', files: [{ file: 'graph.yaml', text: cells.join('') }] }
}

function nodeOf(address: string): number {
  return Number(address.slice('cell!'.length))
}

function levelsOf(graph: Graph): number[] {
  const levels: number[] = []
  for (const needs of graph)
    levels.push(Math.max(-1, ...needs.map((need) => levels[need] ?? 0)) + 1)
  return levels
}

/** An action rests as its job ended; one whose job never started stays scheduled. */
function restOf({ states }: RunModel, node: number): string {
  const state = states[node]
  return state === 'ok' || state === 'error' ? state : 'scheduled'
}

function describe({ graph, fails, cancelAfter, heeds, parallel }: Scenario): string {
  const cancel =
    cancelAfter === undefined ? '' : ` cancelled after ${cancelAfter}${heeds ? '' : ', unheeded'}`
  return `${JSON.stringify(graph)} fails [${[...fails].join()}] parallel ${parallel}${cancel}`
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function inTime<T>(promise: Promise<T>, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(message))
    }, 10_000)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
