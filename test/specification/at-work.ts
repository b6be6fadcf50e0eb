import type { WorkEvent } from '@ays/engine'
import type { Store } from '@ays/core'
import { ManualClock } from '@ays/core/testing'
import { onTestFinished } from 'vitest'
import { createWorld, type World, type WorldTemplate } from './world.ts'

/** When the clock of a world at work begins. */
const BEGIN = Date.UTC(2026, 0, 5, 12)

/** A world whose clock stands still, and in which the work of a daemon is done. */
export interface WorkingWorld extends World {
  readonly clock: ManualClock
  /** What the work has told so far. */
  readonly events: readonly WorkEvent[]
  /** Begins the work; what it returns ends it. */
  work(): () => Promise<void>
}

/** Gone with the test. */
export async function createWorkingWorld(
  templates: Readonly<Record<string, WorldTemplate>>,
  store?: Store,
): Promise<WorkingWorld> {
  const clock = new ManualClock(BEGIN)
  const world = await createWorld(templates, clock, store)
  const events: WorkEvent[] = []
  const ends: (() => Promise<void>)[] = []
  const work = () => {
    const stop = new AbortController()
    const ended = world.api.work({ signal: stop.signal, on: (event) => events.push(event) })
    const end = async () => {
      stop.abort()
      await ended
    }
    ends.push(end)
    return end
  }
  onTestFinished(async () => {
    for (const end of ends) await end()
    await world[Symbol.asyncDispose]()
  })
  return Object.assign(world, { clock, events, work })
}
