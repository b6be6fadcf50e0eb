import type { RunEvent } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { createWorld, type WorldTemplate } from './world.ts'

describe('a run that failed', () => {
  const CELL: Readonly<Record<string, WorldTemplate>> = {
    cell: {
      schema: 'on = type:str list consume:cell:0',
      code: `export const install = (context) => {
        _note('  key ' + context.service.name + ' ' + context.idempotencyKey + ' ' + context.attempt)
        _do('install', context)
      }`,
    },
  }
  const CHAIN = 'cell__a:\ncell__b:\n  on: [a]\ncell__c:\n  on: [b]\ncell__apart:\n'

  // 8.1's daemon did the whole run once more, at once, with all that was ok; its CLI knew no retry.
  it('goes on with run retry: same run, same keys, what was ok is not repeated', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!b install')
    const { run } = await world.apply(CHAIN)
    expect(run?.state).toBe('error')
    await world.journal.mend('cell!b install')
    const before = (await world.journal.lines()).length
    const retried = await world.api.retryRun()
    expect(retried).toMatchObject({ id: run?.id, state: 'ok', jobs: { ok: 4 } })
    const keys = (await world.journal.lines()).filter((line) => line.startsWith('  key b'))
    expect(keys.map((line) => line.split(' ').slice(4))).toEqual([
      [expect.any(String), '1'],
      [expect.any(String), '2'],
    ])
    expect(new Set(keys.map((line) => line.split(' ')[4])).size).toBe(1)
    const done = (await world.journal.lines()).slice(before)
    expect(done.filter((line) => !line.startsWith(' '))).toEqual([
      'cell!b install',
      'cell!c install',
    ])
  })

  it('does not repeat what another run has done meanwhile', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!b install')
    await world.apply(CHAIN)
    await world.journal.mend('cell!b install')
    await world.apply({ kind: 'pending' })
    const before = await world.journal.lines()
    const [, failed] = await world.api.listRuns()
    expect(await world.api.retryRun(failed?.id)).toMatchObject({ state: 'ok' })
    expect(await world.journal.lines()).toEqual(before)
  })

  // ays9: 10 s to 30 min for the whole run, kept in memory, so that a restart forgot it.
  it('is tried again after the waits that the request says', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!b install')
    const { id } = await world.plan(CHAIN)
    const events: RunEvent[] = []
    const ended = world.api.apply(
      { plan: id, retries: [1, 300_000] },
      { on: (event) => events.push(event) },
    )
    await expect
      .poll(() =>
        events.filter((e) => e.type === 'job' && e.job.attempt === 2 && e.job.state === 'new'),
      )
      .toHaveLength(1)
    const shown = await world.api.showRun()
    const waits = shown.steps.flat().map(({ service, waits: wait }) => [service, wait?.kind])
    expect(waits).toContainEqual(['cell!b', 'retry'])
    expect(waits).toContainEqual(['cell!c', 'jobs'])
    await world.api.cancelRun()
    expect((await ended).run).toMatchObject({ state: 'cancelled' })
    expect(await world.states('cell!b')).toMatchObject({ install: 'error' })
  })

  it('is not tried again when its error says so', async () => {
    await using world = await createWorld({
      cell: {
        actor: 'actions: {install: {retry: [1, 1]}}',
        code: `export const install = (context) => {
          _do('install', context)
          throw Object.assign(new Error('no'), { retryable: false })
        }`,
      },
    })
    await world.apply('cell__a:\n')
    expect(await world.journal.lines()).toHaveLength(1)
  })
})

describe('a job that takes longer than it may', () => {
  it('is in error, and tried again when its policy says so', async () => {
    await using world = await createWorld({
      cell: {
        actor: 'actions: {install: {timeout: 50ms, retry: [1ms]}}',
        code: `export const install = (context) => {
          _do('install', context)
          return context.attempt > 1 ? undefined : new Promise(() => undefined)
        }`,
      },
    })
    const { run } = await world.apply('cell__a:\n')
    expect(run?.steps.flat()).toMatchObject([{ state: 'ok', attempt: 2 }])
  })
})
