import { isAysError, MemoryStore } from '@ays/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isSoaking, randomOf, reportSoak, soakOf } from '../harness/soak.ts'
import { acyclicGraphs, cyclicGraphs, failurePatterns, type Graph, range } from './graphs.ts'
import { createSite, type ModelSite } from './model-site.ts'
import type { Scenario } from './run-model.ts'
import { blueprintOf, CELL, GraphWalk } from './walk.ts'

const soak = soakOf(20_261_126)
const random = randomOf(soak.seed)

let site: ModelSite
beforeAll(async () => {
  site = await createSite({ cell: CELL })
})
afterAll(() => site[Symbol.asyncDispose]())

/** Every way in which a run over this graph can fail, be cancelled and be limited. */
function scenariosOf(graph: Graph): Scenario[] {
  return failurePatterns(graph).flatMap((fails) =>
    [1, 2, graph.length].flatMap((parallel) => [
      { graph, fails: new Set(fails), heeds: false, parallel },
      ...range(graph.length).flatMap((cancelAfter) =>
        [true, false].map((heeds) => ({
          graph,
          fails: new Set(fails),
          heeds,
          parallel,
          cancelAfter,
        })),
      ),
    ]),
  )
}

/**
 * How many of the scenarios that are cancelled or limited are walked; those that only fail, all of them.
 * A soak walks everything.
 */
const SHARES: readonly (readonly [size: number, share: number])[] = [
  [1, 1],
  [2, 1],
  [3, 1],
  [4, isSoaking() ? 1 : 0.2],
  [5, isSoaking() ? 1 : 0.01],
]

function isPlain({ graph, cancelAfter, parallel }: Scenario): boolean {
  return cancelAfter === undefined && parallel === graph.length
}

it.each(SHARES)(
  'every run over every graph of %i nodes ends as the model says, and the next one ends the rest (share %d)',
  async (size, share) => {
    const faults: string[] = []
    let runs = 0
    for (const graph of acyclicGraphs(size)) {
      await using walk = await GraphWalk.over(site, graph)
      const chosen = scenariosOf(graph).filter((one) => isPlain(one) || random() < share)
      for (const scenario of chosen) faults.push(...(await walk.run(scenario)))
      runs += chosen.length
    }
    reportSoak(`runs over all graphs of ${size} nodes`, { ...soak, cycles: runs }, faults.length)
    expect(faults.slice(0, 10), `seed ${soak.seed}`).toEqual([])
  },
  3_600_000,
)

it('every graph of up to four nodes with a circle is refused, and the circle that is named is one', async () => {
  const graphs = [1, 2, 3, 4].flatMap(cyclicGraphs)
  const store = new MemoryStore()
  await using api = await site.open(store, () => undefined)
  const faults: string[] = []
  for (const graph of graphs) {
    const error: unknown = await api.plan(blueprintOf(graph)).catch((reason: unknown) => reason)
    const circle = namedCircle(error)
    if (!isCircleOf(graph, circle)) faults.push(`${JSON.stringify(graph)}: ${circle.join()}`)
  }
  expect(graphs.length).toBeGreaterThan(2500)
  expect(faults).toEqual([])
  await store[Symbol.asyncDispose]()
})

/** The nodes that the fault names, in its order. */
function namedCircle(error: unknown): number[] {
  const [fault] = isAysError(error) ? error.diagnostics : []
  if (fault?.code !== 'AYS_LINK_CYCLE') return []
  return [...fault.summary.matchAll(/cell!(\d+)/g)].map(([, node]) => Number(node))
}

function isCircleOf(graph: Graph, circle: readonly number[]): boolean {
  const closed = circle.length > 1 && circle[0] === circle.at(-1)
  return closed && circle.slice(1).every((need, at) => graph[circle[at] ?? -1]?.includes(need))
}
