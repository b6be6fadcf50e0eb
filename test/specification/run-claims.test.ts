import { MemoryStore, type RunEvent } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { crashingStore } from '../model/crashing-store.ts'
import { startRun } from './start-run.ts'
import { createWorld } from './world.ts'

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
    const { run, ended } = await startRun(world, 'cell__a:\n', 'cell!a install')
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
