import { MemoryStore, type Store } from '@ays/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { range } from './graphs.ts'
import { createSite, type ModelSite } from './model-site.ts'
import { blueprintOf, CELL } from './walk.ts'

let site: ModelSite
beforeAll(async () => {
  site = await createSite({ cell: CELL })
})
afterAll(() => site[Symbol.asyncDispose]())

/** How many commits a run of so many jobs takes that do not need each other. */
async function commitsOf(count: number): Promise<number> {
  await using store = new MemoryStore()
  let commits = 0
  const counting = new Proxy<Store>(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        if (name === 'commit') commits += 1
        return Reflect.apply(member, target, args)
      }
    },
  })
  await using api = await site.open(counting, () => undefined)
  const plan = await api.plan(blueprintOf(range(count).map(() => [])))
  const { run } = await api.apply({ plan: plan.id })
  expect(run?.jobs.ok).toBe(count)
  return commits
}

it('jobs that end together are one commit, whatever their number', async () => {
  expect(await commitsOf(100)).toBeLessThan(20)
})
