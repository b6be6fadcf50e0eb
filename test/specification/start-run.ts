import type { ApplyRequest } from '@ays/core'
import { expect } from 'vitest'
import type { Wanted, World, WorldTemplate } from './world.ts'

/** `slow` waits until it is told to stop. */
export const SLOW: Readonly<Record<string, WorldTemplate>> = {
  slow: {
    schema: 'on = type:str list consume:slow:0',
    code: `export const install = async (context) => {
      _do('install', context)
      await new Promise((resolve, reject) => {
        context.signal.addEventListener('abort', () => reject(new Error('told to stop')))
      })
    }`,
  },
  quick: { does: ['install'] },
}

/** Applies, and resolves to the id of the run once the journal has the line. */
export async function startRun(
  world: World,
  wanted: Wanted,
  line: string,
  how: Pick<ApplyRequest, 'parallel' | 'retries'> = {},
) {
  let run = ''
  const { id } = await world.plan(wanted)
  const ended = world.api.apply(
    { plan: id, ...how },
    { on: (event) => (run = event.type === 'run' ? event.run.id : run) },
  )
  await expect.poll(() => world.journal.lines()).toContain(line)
  return { run, ended }
}
