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

/** A store that counts what is read of it: every key that is asked for, and every entry of a scan. */
function countReads(store: MemoryStore): { readonly counting: Store; reads: number } {
  const counted: { counting: Store; reads: number } = { counting: store, reads: 0 }
  const count = async function* <T>(entries: AsyncIterable<T>) {
    for await (const entry of entries) {
      counted.reads += 1
      yield entry
    }
  }
  counted.counting = new Proxy<Store>(store, {
    get: (target, name) => {
      if (name === 'scan')
        return (...args: Parameters<Store['scan']>) => count(target.scan(...args))
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        const [first] = args
        counted.reads += Array.isArray(first) ? first.length : 1
        return Reflect.apply(member, target, args)
      }
    },
  })
  return counted
}

/** How much is read of the store, and how long the plan is, for so many services in a layer. */
async function effortOf(width: number): Promise<{ reads: number; length: number }> {
  await using store = new MemoryStore()
  const counted = countReads(store)
  await using api = await site.open(counted.counting, () => undefined)
  const created = await api.plan(blueprintOf(layered(width)))
  await api.apply({ plan: created.id, noRun: true })
  counted.reads = 0
  const plan = await api.plan({ kind: 'pending' })
  expect(plan.jobs).toHaveLength(LAYERS * width)
  return { reads: counted.reads, length: JSON.stringify([plan.jobs, plan.gates]).length }
}

/** How much is read to say why a service is as it is, in a run that failed in its first layer. */
async function effortOfWhy(width: number): Promise<number> {
  await using store = new MemoryStore()
  const counted = countReads(store)
  await using api = await site.open(counted.counting, (address) => {
    if (address === 'cell!0') throw new Error('told to fail')
  })
  const { id } = await api.plan(blueprintOf(layered(width)))
  await api.apply({ plan: id })
  counted.reads = 0
  const { actions } = await api.why(`cell!${LAYERS * width - width}`)
  expect(actions).toMatchObject([
    { job: { state: 'skipped' }, cause: { service: 'cell!0', state: 'error' } },
  ])
  return counted.reads
}

// Counted, not timed: 8.1 took three times as long for each layer more.
it('of four times as many services, a plan reads and says about four times as much', async () => {
  const small = await effortOf(25)
  const large = await effortOf(100)
  expect(large.reads / small.reads).toBeLessThan(4.2)
  expect(large.length / small.length).toBeLessThan(4.6)
})

it('of four times as many jobs, why reads a few more', async () => {
  const small = await effortOfWhy(25)
  const large = await effortOfWhy(100)
  expect(large - small).toBeLessThanOrEqual(2 * LAYERS)
})
