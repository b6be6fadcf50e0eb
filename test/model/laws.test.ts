import { assert, asyncProperty, integer } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSoaking } from '../harness/soak.ts'
import { createSite, type ModelSite } from './model-site.ts'
import { faultsOfOrder, mostAtOnce } from './order.ts'
import { RandomRun } from './random-run.ts'
import {
  blueprintOf,
  producersOf,
  type RandomService,
  randomSite,
  type RandomSite,
  seenOf,
  TEMPLATES,
} from './random-site.ts'
import { faultsOfWhy } from './why-faults.ts'

const seed = integer({ min: 0, max: 2 ** 31 - 1 })
/** fast-check prints the seed and the smallest case of what fails. */
const RUNS = { numRuns: isSoaking() ? 5000 : 100 }
const TIME = 3_600_000

let site: ModelSite
beforeAll(async () => {
  site = await createSite(TEMPLATES)
})
afterAll(() => site[Symbol.asyncDispose]())

/** A law over one random repository. */
function law(holds: (run: RandomRun, wanted: RandomSite) => Promise<void>): () => Promise<void> {
  const property = asyncProperty(randomSite, seed, async (wanted, chance) => {
    await using run = await RandomRun.open(site, chance)
    await holds(run, wanted)
  })
  return () => assert(property, RUNS)
}

/** What the actions returned, by name. */
async function seenIn(run: RandomRun): Promise<Map<string, unknown>> {
  const services = await run.api.listServices()
  const details = await Promise.all(services.map(({ address }) => run.api.showService(address)))
  return new Map(details.map(({ name, data }) => [name, data['seen']]))
}

describe('over random repositories', () => {
  it(
    'every job runs after all it needs, up and down',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted))
      expect(faultsOfOrder(wanted, run.moments)).toEqual([])
      await run.apply({ kind: 'destroy' })
      expect(faultsOfOrder(wanted, run.moments)).toEqual([])
    }),
    TIME,
  )

  it(
    'never more jobs run at once than allowed',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted), { noRun: true })
      for (const parallel of [1, 2, 3]) {
        await run.apply({ kind: 'do', action: 'install', force: true }, { parallel })
        expect(mostAtOnce(run.moments)).toBeLessThanOrEqual(parallel)
      }
    }),
    TIME,
  )

  it(
    'the final state is that of a sequential run, and what the blueprint says',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted))
      await using other = await RandomRun.open(site, 0)
      await other.apply(blueprintOf(wanted), { parallel: 1 })
      expect(await run.rest()).toEqual(await other.rest())
      expect(await seenIn(run)).toEqual(seenOf(wanted))
      expect(await run.left()).toEqual([])
    }),
    TIME,
  )

  it(
    'what is applied again is empty',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted))
      expect(await run.api.plan(blueprintOf(wanted))).toMatchObject({ empty: true, jobs: [] })
      expect(await run.api.plan({ kind: 'pending' })).toMatchObject({ empty: true })
    }),
    TIME,
  )

  it(
    'random failures, tried again, end as a run without any',
    law(async (run, wanted) => {
      run.failing = 0.4
      const { run: first } = await run.apply(blueprintOf(wanted))
      expect(first?.state).toBe((first?.jobs.error ?? 0) > 0 ? 'error' : 'ok')
      for (let tries = 0; (await run.left()).length > 0; tries++) {
        if (tries > 10) run.failing = 0
        await run.apply({ kind: 'pending' })
        expect(faultsOfOrder(wanted, run.moments)).toEqual([])
      }
      await using other = await RandomRun.open(site, 0)
      await other.apply(blueprintOf(wanted))
      expect(await run.rest()).toEqual(await other.rest())
    }),
    TIME,
  )

  it(
    'why finds the job of everything that failures left to do, the one that failed, and what is to come first',
    law(async (run, wanted) => {
      run.failing = 0.4
      const { run: ended } = await run.apply(blueprintOf(wanted))
      for (const job of (ended?.steps ?? []).flat()) {
        const { actions } = await run.api.why(job.service, job.action)
        expect(faultsOfWhy(job, actions[0])).toEqual([])
      }
    }),
    TIME,
  )

  it(
    'strict steps end as a run without them',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted), { barrier: true })
      expect(faultsOfOrder(wanted, run.moments)).toEqual([])
      expect(await seenIn(run)).toEqual(seenOf(wanted))
    }),
    TIME,
  )

  it(
    'up, down and up again is up',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted))
      const up = await run.rest()
      for (const action of ['stop', 'uninstall']) {
        const has = wanted.some(({ template }) => TEMPLATES[template]?.does.includes(action))
        if (has) await run.apply({ kind: 'do', action, force: true })
      }
      for (const action of ['install', 'start', 'monitor']) {
        const has = wanted.some(({ template }) => TEMPLATES[template]?.does.includes(action))
        if (has) await run.apply({ kind: 'do', action })
      }
      expect(await seenIn(run)).toEqual(seenOf(wanted))
      expect(Object.keys(await run.rest())).toEqual(Object.keys(up))
      expect(await run.left()).toEqual([])
    }),
    TIME,
  )

  it(
    'destroy leaves nothing of any service',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted))
      await run.apply({ kind: 'destroy' })
      expect(await run.rest()).toEqual({})
      expect(await run.left()).toEqual([])
      const keys: string[] = []
      for await (const { key } of run.store.scan({ prefix: 'by/' })) keys.push(key)
      expect(keys).toEqual([])
    }),
    TIME,
  )

  it(
    'prune removes what nobody declares or uses, and nothing else',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted))
      const kept = wanted.filter((service) => isKept(wanted, service))
      const request = blueprintOf(kept)
      if (request.kind !== 'blueprint' || kept.length === 0) return
      await run.apply({ ...request, prune: true })
      const there = (await run.api.listServices()).map(({ name }) => name)
      expect(there).toEqual(kept.map(({ name }) => name))
      expect(await run.left()).toEqual([])
    }),
    TIME,
  )

  it(
    'a changed size ends as if it had always been so',
    law(async (run, wanted) => {
      await run.apply(blueprintOf(wanted))
      const changed = wanted.map((service, at) => (at === 0 ? { ...service, size: 77 } : service))
      await run.apply(blueprintOf(changed))
      expect(await seenIn(run)).toEqual(seenOf(changed))
      expect(await run.left()).toEqual([])
      expect(await run.api.plan(blueprintOf(changed))).toMatchObject({ empty: true })
    }),
    TIME,
  )

  it(
    'a plan that was saved does what it would have done at once',
    law(async (run, wanted) => {
      const plan = await run.api.plan(blueprintOf(wanted))
      const text = JSON.stringify(await run.api.savePlan(plan.id))
      const { run: ran } = await run.api.apply({ file: JSON.parse(text) })
      const done = (ran?.steps ?? []).flat().map(({ service, action }) => `${service} ${action}`)
      const planned = plan.jobs.map(({ service, action }) => `${service} ${action}`)
      expect(done.toSorted()).toEqual(planned.toSorted())
      expect(await seenIn(run)).toEqual(seenOf(wanted))
    }),
    TIME,
  )

  it(
    'two disjoint runs at once end as one after the other',
    law(async (run, wanted) => {
      const other = wanted.map((service) => ({
        ...service,
        name: `${service.name}2`,
        parent: service.parent === undefined ? undefined : `${service.parent}2`,
        producers: service.producers.map((name) => `${name}2`),
      }))
      const requests = [blueprintOf(wanted, 'one.yaml'), blueprintOf(other, 'two.yaml')]
      for (const request of requests) await run.apply(request, { noRun: true })
      const plans = await Promise.all(
        [wanted, other].map((services) =>
          run.api.plan({ kind: 'pending', targets: services.map(({ name }) => `cell!${name}`) }),
        ),
      )
      await Promise.all(plans.map(({ id }) => run.api.apply({ plan: id })))
      expect(await seenIn(run)).toEqual(new Map([...seenOf(wanted), ...seenOf(other)]))
      expect(await run.left()).toEqual([])
    }),
    TIME,
  )
})

/** Every second one, and what those use. */
function isKept(wanted: RandomSite, { name }: RandomService): boolean {
  return wanted.some(
    (other, at) =>
      (other.name === name && at % 2 === 0) ||
      (producersOf(other).includes(name) && isKept(wanted, other)),
  )
}
