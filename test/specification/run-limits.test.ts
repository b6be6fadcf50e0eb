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

// 8.1: a hundred child processes, whatever they did. ays9: as many as the default thread pool has threads.
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
    await world.apply('cell__a:\ncell__b:\n', { noRun: true })
    const reports = await Promise.all(
      ['cell!a', 'cell!b'].map((one) => world.apply({ kind: 'pending', targets: [one] })),
    )
    expect(reports.map(({ run }) => run?.state)).toEqual(['ok', 'ok'])
    expect(reports[0]?.run?.id).not.toBe(reports[1]?.run?.id)
    expect(await world.journal.lines()).toEqual(['1', '1'])
  })
})
