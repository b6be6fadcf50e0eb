import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createCells } from './site-of-cells.ts'

it('a CLI that kill -9 ends leaves no worker behind', async () => {
  await using site = await createCells()
  const cli = site.startRun()
  while ((await site.journal.lines()).length < 10) await delay(2)
  await cli.kill()
  const livingWorkers = async () => {
    const pids = (await site.effects()).map(({ pid }) => pid)
    return [...new Set(pids)].filter(lives)
  }
  await expect.poll(livingWorkers, { timeout: 10_000 }).toEqual([])
})

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
