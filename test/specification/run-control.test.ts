import { MemoryStore, type RunEvent } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { crashingStore } from '../model/crashing-store.ts'
import { createWorld, jobsOf, type World, type WorldTemplate } from './world.ts'

/** Waits until it is told to stop; `deaf` does not hear that. */
const SLOW: Readonly<Record<string, WorldTemplate>> = {
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

const BLUEPRINT = 'slow__a:\nslow__b:\n  on: [a]\nquick__q:\n'

/** Applies, and resolves to the id of the run once the journal has the line. */
async function start(world: World, blueprint: string, line: string) {
  let run = ''
  const { id } = await world.plan(blueprint)
  const ended = world.api.apply(
    { plan: id },
    { on: (event) => (run = event.type === 'run' ? event.run.id : run) },
  )
  await expect.poll(() => world.journal.lines()).toContain(line)
  return { run, ended }
}

describe('a run that is cancelled', () => {
  it.each([true, false])('ends, whoever asks (kill: %s); its state is true', async (kill) => {
    await using world = await createWorld(SLOW)
    const { run, ended } = await start(world, BLUEPRINT, 'slow!a install')
    const cancelled = await world.api.cancelRun(undefined, { kill })
    expect(cancelled).toMatchObject({ id: run, state: 'cancelled' })
    expect((await ended).run?.state).toBe('cancelled')
    expect(await world.states('slow!a')).toMatchObject({ install: 'error' })
    expect(await world.states('slow!b')).toMatchObject({ install: 'scheduled' })
    expect(await world.states('quick!q')).toMatchObject({ install: 'ok' })
  })

  it('is retried: what was ok is not repeated', async () => {
    await using world = await createWorld({ ...SLOW, slow: { ...SLOW['slow'], code: ONCE } })
    const { ended } = await start(world, BLUEPRINT, 'slow!a install')
    await world.api.cancelRun()
    await ended
    const before = (await world.journal.lines()).length
    const run = await world.api.retryRun()
    expect(run.state).toBe('ok')
    const done = (await world.journal.lines()).slice(before)
    expect(done).toEqual(['slow!a install', 'slow!b install'])
  })

  it('cannot be cancelled once more, and says how it ended', async () => {
    await using world = await createWorld(SLOW)
    const { run } = await world.apply('quick__q:\n')
    expect(await world.api.cancelRun(run?.id)).toMatchObject({ state: 'ok' })
    await expect(world.api.cancelRun()).rejects.toMatchObject({ code: 'AYS_RUN_UNKNOWN' })
  })
})

/** The first try waits until it is told to stop, the next ones are quick. */
const ONCE = `export const install = async (context) => {
  _do('install', context)
  if (context.attempt > 1 || context.service.name === 'b') return
  await new Promise((resolve, reject) => {
    context.signal.addEventListener('abort', () => reject(new Error('told to stop')))
  })
}`

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

describe('a run that is watched', () => {
  it('tells of every job, and resolves when it has ended', async () => {
    await using world = await createWorld(SLOW)
    const { run, ended } = await start(world, BLUEPRINT, 'slow!a install')
    const states = new Map<string, string>()
    const watching = world.api.watchRun(run, {
      on: (event) => {
        if (event.type === 'job') states.set(event.job.service, event.job.state)
      },
    })
    await expect.poll(() => states.get('slow!a')).toBe('running')
    await world.api.cancelRun(run)
    expect(await watching).toMatchObject({ id: run, state: 'cancelled' })
    expect(states.get('slow!a')).toBe('error')
    await ended
  })

  it('can be left', async () => {
    await using world = await createWorld(SLOW)
    const { run, ended } = await start(world, BLUEPRINT, 'slow!a install')
    const leave = new AbortController()
    const watching = world.api.watchRun(run, { signal: leave.signal })
    leave.abort()
    await expect(watching).rejects.toMatchObject({ code: 'AYS_CANCELLED' })
    expect(await world.api.showRun(run)).toMatchObject({ state: 'running' })
    await world.api.cancelRun(run)
    await ended
  })
})

describe('two applies of one service', () => {
  it('come one after the other, and the second says what it waits for', async () => {
    await using world = await createWorld({
      cell: {
        code: `export const install = async (context) => {
          _do('install', context)
          if (context.args.quick) return
          await new Promise((resolve) => (globalThis._release = resolve))
        }`,
      },
    })
    const { run, ended } = await start(world, 'cell__a:\n', 'cell!a install')
    const { id } = await world.plan({
      kind: 'do',
      action: 'install',
      force: true,
      args: { quick: true },
    })
    const held: RunEvent[] = []
    const second = world.api.apply(
      { plan: id },
      { on: (event) => void (event.type === 'held' && held.push(event)) },
    )
    await expect
      .poll(() => held)
      .toEqual([{ type: 'held', by: run, services: ['cell!a'], resumed: false }])
    Reflect.get(globalThis, '_release')()
    expect((await ended).run?.state).toBe('ok')
    expect((await second).run).toMatchObject({ state: 'ok', jobs: { ok: 1 } })
  })
})

describe('a run whose process has died', () => {
  it('is gone on with by whoever needs one of its services', async () => {
    await using journal = await openJournal()
    const cell = { schema: '', actions: journal.actions(['install']) }
    await using repository = await createRepository({ templates: { cell } })
    const store = new MemoryStore()
    await store.open()
    // It dies once the job has started: the store is opened, the run made, the job started.
    const dying = crashingStore(store, { commit: 2, done: true })
    await using first = await openTestEngine(repository.folder, dying)
    const files = [{ file: 'site.yaml', text: 'cell__a:\n' }]
    const { id: lost } = await first.api.plan({ kind: 'blueprint', files })
    await expect(first.api.apply({ plan: lost })).rejects.toMatchObject({
      code: 'AYS_STORE_NOT_OPEN',
    })
    await store[Symbol.asyncDispose]()
    await using second = await openTestEngine(repository.folder, store)
    const [run] = await second.api.listRuns({ states: ['interrupted'] })
    const { id } = await second.api.plan({ kind: 'do', action: 'install', force: true })
    const held: RunEvent[] = []
    const report = await second.api.apply(
      { plan: id },
      { on: (event) => void (event.type === 'held' && held.push(event)) },
    )
    expect(held).toEqual([{ type: 'held', by: run?.id, services: ['cell!a'], resumed: true }])
    expect(report.run?.state).toBe('ok')
    expect((await second.api.listRuns()).map(({ state }) => state)).toEqual(['ok', 'ok'])
    expect(await journal.lines()).toEqual(['cell!a install', 'cell!a install'])
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

describe('a run that is deleted', () => {
  it('is gone with its jobs and logs; one that has not ended is refused', async () => {
    await using world = await createWorld(SLOW)
    const { run } = await world.apply('quick__q:\n')
    const { run: active, ended } = await start(world, 'slow__a:\n', 'slow!a install')
    await expect(world.api.deleteRuns({ ids: [active] })).rejects.toMatchObject({
      code: 'AYS_RUN_ACTIVE',
    })
    expect(await world.api.deleteRuns({ endedBefore: Date.now() + 1000 })).toEqual([run?.id])
    expect((await world.api.listRuns()).map(({ id }) => id)).toEqual([active])
    await world.api.cancelRun(active)
    await ended
  })
})

it('lists only runs in the states that are asked for, page by page', async () => {
  await using world = await createWorld({ cell: { does: ['install'] } })
  for (const name of 'abc') await world.apply(`cell__${name}:\n`)
  expect(jobsOf(await world.api.showRun())).toEqual(['cell!c install ok'])
  const [first] = await world.api.listRuns({ limit: 1 })
  expect(await world.api.listRuns({ before: first?.id ?? '' })).toHaveLength(2)
  expect(await world.api.listRuns({ states: ['ok'] })).toHaveLength(3)
  expect(await world.api.listRuns({ states: ['interrupted'] })).toEqual([])
  expect(await world.api.listRuns({ states: ['error', 'running'] })).toEqual([])
})
