import { MemoryStore, type Store } from '@ays/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { range } from './graphs.ts'
import { createSite, type ModelSite } from './model-site.ts'
import { blueprintOf, CELL } from './walk.ts'

const LAYERS = 10

let site: ModelSite
beforeAll(async () => {
  site = await createSite({ cell: CELL })
})
afterAll(() => site[Symbol.asyncDispose]())

/** Ten layers; each service is on two of the layer below. */
function layered(width: number): number[][] {
  return range(LAYERS * width).map((node) => {
    const [layer, column] = [Math.floor(node / width), node % width]
    if (layer === 0) return []
    return [column, (column + 1) % width].map((below) => (layer - 1) * width + below)
  })
}

/** How much is read of the store, and how long the plan is, for so many services in a layer. */
async function effortOf(width: number): Promise<{ reads: number; length: number }> {
  await using store = new MemoryStore()
  let reads = 0
  const counting = new Proxy<Store>(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        const [first] = args
        reads += Array.isArray(first) ? first.length : 1
        return Reflect.apply(member, target, args)
      }
    },
  })
  await using api = await site.open(counting, () => undefined)
  const created = await api.plan(blueprintOf(layered(width)))
  await api.apply({ plan: created.id, noRun: true })
  reads = 0
  const plan = await api.plan({ kind: 'pending' })
  expect(plan.jobs).toHaveLength(LAYERS * width)
  return { reads, length: JSON.stringify([plan.jobs, plan.gates]).length }
}

// Counted, not timed: 8.1 took three times as long for each layer more.
it('of four times as many services, a plan reads and says about four times as much', async () => {
  const small = await effortOf(25)
  const large = await effortOf(100)
  expect(large.reads / small.reads).toBeLessThan(4.2)
  expect(large.length / small.length).toBeLessThan(4.6)
})
