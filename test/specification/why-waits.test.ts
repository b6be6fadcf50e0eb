import { MemoryStore, type Wait } from '@ays/core'
import { expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { crashingStore } from '../model/crashing-store.ts'
import { SLOW, startRun } from './start-run.ts'
import { createWorld, type World, type WorldTemplate } from './world.ts'

async function waitsOf(world: Pick<World, 'api'>, service: string, action = 'install') {
  const { actions } = await world.api.why(service, action)
  return actions.flatMap(({ waits }) => waits)
}

const slowly = (actor: string): Readonly<Record<string, WorldTemplate>> => ({
  ...SLOW,
  slow: { ...SLOW['slow'], actor },
})

/** Produces a wait of each kind and asks for it: a kind that is not here does not compile. */
const PRODUCED: Readonly<Record<Wait['kind'], () => Promise<void>>> = {
  async job() {
    await using world = await createWorld(SLOW)
    const { run, ended } = await startRun(
      world,
      'slow__a:\nslow__b:\n  on: [a]\n',
      'slow!a install',
    )
    const { actions } = await world.api.why('slow!a', 'install')
    expect(actions).toMatchObject([{ status: 'running', waits: [], job: { run } }])
    expect(await waitsOf(world, 'slow!b')).toEqual([
      { kind: 'job', service: 'slow!a', action: 'install', job: 0, state: 'running' },
    ])
    await world.api.cancelRun(run)
    await ended
  },
  async limit() {
    await using world = await createWorld(SLOW)
    const { run, ended } = await startRun(world, 'slow__a:\nslow__b:\n', 'slow!a install', {
      parallel: 1,
    })
    expect(await waitsOf(world, 'slow!b')).toEqual([{ kind: 'limit', running: 1 }])
    await world.api.cancelRun(run)
    await ended
  },
  async concurrency() {
    await using world = await createWorld(slowly('concurrency: 1'))
    const { run, ended } = await startRun(world, 'slow__a:\nslow__b:\n', 'slow!a install')
    expect(await waitsOf(world, 'slow!b')).toEqual([{ kind: 'concurrency', of: 'slow', most: 1 }])
    await world.api.cancelRun(run)
    await ended
  },
  async retry() {
    await using world = await createWorld({ cell: { does: ['install'] } })
    await world.journal.fail('cell!a install')
    const before = Date.now()
    const { run, ended } = await startRun(world, 'cell__a:\n', 'cell!a install', {
      retries: [3_600_000],
    })
    await expect.poll(async () => (await waitsOf(world, 'cell!a'))[0]?.kind).toBe('retry')
    const { actions } = await world.api.why('cell!a', 'install')
    const [wait] = actions[0]?.waits ?? []
    expect(wait).toMatchObject({ kind: 'retry', until: expect.any(Number) })
    expect(wait?.kind === 'retry' && wait.until).toBeGreaterThanOrEqual(before + 3_600_000)
    expect(actions[0]?.job?.error?.message).toContain('was told to fail')
    await world.api.cancelRun(run)
    await ended
  },
  async resume() {
    await using journal = await openJournal()
    const cell = { schema: '', actions: journal.actions(['install', 'start']) }
    await using repository = await createRepository({ templates: { cell } })
    const store = new MemoryStore()
    await store.open()
    const dying = crashingStore(store, { commit: 2, done: true })
    await using first = await openTestEngine(repository.folder, dying)
    const files = [{ file: 'site.yaml', text: 'cell__a:\n' }]
    const { id } = await first.api.plan({ kind: 'blueprint', files })
    await expect(first.api.apply({ plan: id })).rejects.toMatchObject({
      code: 'AYS_STORE_NOT_OPEN',
    })
    await store[Symbol.asyncDispose]()
    await using second = await openTestEngine(repository.folder, store)
    expect(await waitsOf(second, 'cell!a', 'start')).toEqual([{ kind: 'resume' }])
  },
  async disabled() {
    await using world = await createWorld({
      app: { schema: 'db = type:str consume:db:0', does: ['install'] },
      db: { does: ['install'] },
    })
    await world.apply('db__main:\napp__web:\n  db: main\n', { noRun: true })
    await world.setState('db!main', 'install', 'disabled')
    await world.apply({ kind: 'pending' })
    const wait = { kind: 'disabled', service: 'db!main', action: 'install' }
    expect(await waitsOf(world, 'app!web')).toEqual([wait])
    await world.setState('db!main', 'install', 'new')
    expect(await waitsOf(world, 'app!web')).toEqual([{ kind: 'run' }])
  },
  async claim() {
    await using world = await createWorld({
      app: { schema: 'db = type:str consume:db:1', does: ['install'], code: HOLD },
      db: { schema: 'port = type:int', does: ['install'], code: CHANGE },
    })
    await world.apply('db__main:\napp__web:\n  db: main\n')
    const { run, ended } = await startRun(world, { kind: 'do', action: 'hold' }, 'app!web hold')
    await world.apply({ kind: 'do', action: 'change' })
    const { actions } = await world.api.why('app!web', 'install')
    expect(actions).toMatchObject([
      {
        status: 'changed',
        reason: { kind: 'producer', service: 'db!main' },
        fields: [{ field: 'port', before: 0, after: 7 }],
        waits: [{ kind: 'claim', run }],
      },
    ])
    await world.api.cancelRun(run)
    await ended
    expect(await waitsOf(world, 'app!web')).toEqual([{ kind: 'run' }])
  },
  async run() {
    await using world = await createWorld({ cell: { does: ['install'] } })
    await world.apply('cell__a:\n', { noRun: true })
    expect(await waitsOf(world, 'cell!a')).toEqual([{ kind: 'run' }])
    await world.apply({ kind: 'pending' })
    expect(await waitsOf(world, 'cell!a')).toEqual([])
  },
}

const HOLD = `export const hold = async (context) => {
  _do('hold', context)
  await new Promise((resolve, reject) => {
    context.signal.addEventListener('abort', () => reject(new Error('told to stop')))
  })
}`
const CHANGE = 'export const change = () => ({ port: 7 })'

it.each(Object.entries(PRODUCED))('why tells of a wait of the kind %s', async (_, produce) => {
  await expect(produce()).resolves.toBeUndefined()
})

it('why tells that jobs of another run fill the limit of a template', async () => {
  await using world = await createWorld(slowly('actions: {install: {concurrency: 1}}'))
  const first = await startRun(world, 'slow__a:\n', 'slow!a install')
  const { id } = await world.plan('slow__b:\n')
  const second = world.api.apply({ plan: id })
  await expect.poll(() => world.services()).toContain('slow!b')
  const wait = { kind: 'concurrency', of: 'slow install', most: 1 } as const
  expect(await waitsOf(world, 'slow!b')).toEqual([wait])
  const { steps } = await world.api.showRun()
  expect(steps.flat()).toMatchObject([{ service: 'slow!b', state: 'new', waits: wait }])
  await world.api.cancelRun(first.run)
  await first.ended
  await expect.poll(() => world.journal.lines()).toContain('slow!b install')
  await world.api.cancelRun()
  await second
})
