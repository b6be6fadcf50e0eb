import { MemoryStore, type RunEvent } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { crashingStore } from '../model/crashing-store.ts'
import { pairCommits } from './pairing-store.ts'
import { startRun } from './start-run.ts'
import { createWorld, jobsOf } from './world.ts'

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

describe('two jobs that end at the same moment', () => {
  // One ends a service's job, the other skips its next: each sees that the other's is still open.
  it('leave no claim, though neither commit can give it back', async () => {
    await using journal = await openJournal()
    const held = `const _end = async (context, action) => {
      _do(action, context)
      await new Promise((resolve) => (globalThis._ends ??= []).push(resolve))
    }`
    await using repository = await createRepository({
      templates: {
        app: {
          schema: 'db = type:str consume:db:1\n',
          actions: journal.actions(
            ['start'],
            `${held}\nexport const install = (context) => _end(context, 'install')`,
          ),
        },
        db: {
          actions: journal.actions(
            [],
            `${held}\nexport const start = async (context) => {
              await _end(context, 'start')
              throw new Error('no')
            }`,
          ),
        },
      },
    })
    const memory = new MemoryStore()
    await memory.open()
    const pairing = pairCommits(memory)
    await using engine = await openTestEngine(repository.folder, pairing.store)
    const files = [{ file: 'site.yaml', text: 'db__main:\napp__web:\n' }]
    const { id } = await engine.api.plan({ kind: 'blueprint', files })
    const applied = engine.api.apply({ plan: id })
    await expect
      .poll(async () => (await journal.lines()).toSorted())
      .toEqual(['app!web install', 'db!main start'])
    pairing.begin()
    for (const end of Reflect.get(globalThis, '_ends')) end()
    const { run } = await applied
    expect(pairing.done).toBe(true)
    expect(jobsOf(run)).toEqual([
      'app!web install ok',
      'app!web start skipped',
      'db!main start error',
    ])
    const claims: string[] = []
    for await (const { key } of memory.scan({ prefix: 'claim/' })) claims.push(key)
    expect(claims).toEqual([])
  })
})
