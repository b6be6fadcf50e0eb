import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createWorld, type WorldTemplate } from './world.ts'

/** Each of its installs notes how many run with it. */
function counting(actor: string): Readonly<Record<string, WorldTemplate>> {
  return {
    cell: {
      actor,
      code: `export const install = async (context) => {
      globalThis._now = (globalThis._now ?? 0) + 1
      _note(String(globalThis._now))
      await new Promise((resolve) => setTimeout(resolve, 20))
      globalThis._now -= 1
    }`,
    },
  }
}

describe('jobs at once', () => {
  const CELLS = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `cell__${name}:\n`).join('')

  it.each([
    ['the action', 'actions: {install: {concurrency: 2}}', {}],
    ['the template', 'concurrency: 2', {}],
    ['the run', '', { parallel: 2 }],
  ])('are never more than %s allows', async (_, actor, how) => {
    await using world = await createWorld(counting(actor))
    const { run } = await world.apply(CELLS, how)
    expect(run?.jobs.ok).toBe(6)
    const most = Math.max(...(await world.journal.lines()).map(Number))
    expect(most).toBe(2)
  })

  it('are limited over all runs of a process', async () => {
    await using world = await createWorld(counting('concurrency: 1'))
    const plans = [await world.plan('cell__a:\n'), await world.plan('cell__b:\n')]
    await Promise.all(
      plans.map(async ({ id }, at) => {
        await delay(at * 5)
        return world.api.apply({ plan: id })
      }),
    )
    expect(Math.max(...(await world.journal.lines()).map(Number))).toBe(1)
  })
})
