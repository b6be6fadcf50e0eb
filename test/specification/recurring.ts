import { expect } from 'vitest'
import type { WorkingWorld } from './at-work.ts'
import type { WorldTemplate } from './world.ts'

export const MINUTE = 60_000

/** A template whose `check` recurs. */
export function recurring(recurs: string, more: WorldTemplate = {}): Record<string, WorldTemplate> {
  return {
    app: {
      actor: `recurring:\n  - { action: tick, ${recurs} }\nactions:\n  tick: { after: [install] }`,
      does: ['install', 'tick'],
      ...more,
    },
  }
}

/** An action `tick` that ends when its service is told to `release`. */
export const HELD: WorldTemplate = {
  does: ['install'],
  code: `import { existsSync } from 'node:fs'
  export const tick = async (context) => {
    _do('tick', context)
    while (!existsSync(_file + '.free')) await new Promise((resolve) => setTimeout(resolve, 10))
  }`,
}

/** How often `app!NAME tick` was done. */
export async function ticks(world: WorkingWorld, name = 'a'): Promise<number> {
  return (await world.journal.lines()).filter((line) => line === `app!${name} tick`).length
}

export async function until(world: WorkingWorld, count: number, name?: string): Promise<void> {
  await expect.poll(() => ticks(world, name)).toBe(count)
}

/** Resolves when the times that have come were looked at: `sure` times were committed by then. */
export async function looked(world: WorkingWorld, sure: number): Promise<void> {
  const done = () =>
    world.events.reduce(
      (sum, event) => (event.type === 'timers' ? sum + event.fired + event.skipped : sum),
      0,
    )
  await expect.poll(done).toBe(sure)
}
