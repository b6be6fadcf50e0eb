import { expect } from 'vitest'
import type { World, WorldTemplate } from './world.ts'

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
export async function startRun(world: World, blueprint: string, line: string) {
  let run = ''
  const { id } = await world.plan(blueprint)
  const ended = world.api.apply(
    { plan: id },
    { on: (event) => (run = event.type === 'run' ? event.run.id : run) },
  )
  await expect.poll(() => world.journal.lines()).toContain(line)
  return { run, ended }
}
