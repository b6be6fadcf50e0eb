import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { startRedis } from '../harness/redis.ts'
import {
  createRepository,
  type RepositoryFiles,
  type TempRepository,
} from '../harness/temp-repository.ts'

/** Installs that wait: `deaf` ones hear no signal, `polite` ones end when they are asked to. */
const INSTALL = `export const install = async (context) => {
  _do('install', context)
  const { service, attempt, signal } = context
  if (attempt > 1) return
  await new Promise((resolve, reject) => {
    setTimeout(resolve, service.data.ms)
    if (service.name.startsWith('polite')) {
      signal.addEventListener('abort', () => reject(new Error('asked to stop')))
    }
  })
}`

let journal: Journal

beforeEach(async () => {
  journal = await openJournal()
})

afterEach(async () => {
  await journal[Symbol.asyncDispose]()
})

function files(blueprint: string, more: RepositoryFiles = {}): RepositoryFiles {
  return {
    templates: {
      cell: {
        schema: 'on = type:str list consume:cell:0\nms = type:int default:1\n',
        actions: journal.actions([], INSTALL),
      },
    },
    blueprints: { 'site.yaml': blueprint },
    ...more,
  }
}

/** Starts an apply; resolves once the journal has the line. */
async function startApply(repository: TempRepository, line: string) {
  const cli = repository.start('apply', '--yes', '--json')
  await expect.poll(() => journal.lines()).toContain(line)
  return cli
}

async function newestRun(repository: TempRepository) {
  return documentOf(await repository.ays('run', 'show', '--json'), 'run')
}

describe('after kill -9', () => {
  const CHAIN = 'cell__first:\ncell__slow:\n  ms: 60000\n  on: [first]\ncell__last:\n  on: [slow]\n'

  it('the next command goes on with the run first, says so, and repeats nothing that was done', async () => {
    await using repository = await createRepository(files(CHAIN))
    const cli = await startApply(repository, 'cell!slow install')
    await cli.kill()
    // On a shared store the claim of the dead process has to run out first.
    await expect
      .poll(() => newestRun(repository))
      .toMatchObject({ state: 'running', interrupted: true })
    const next = await repository.ays('apply', '--yes')
    expect(next).toMatchObject({ exitCode: 0 })
    expect(next.stderr).toContain('going on with the interrupted run')
    expect(await journal.lines()).toEqual([
      'cell!first install',
      'cell!slow install',
      'cell!slow install',
      'cell!last install',
    ])
    expect(documentOf(await repository.ays('run', 'list', '--json'), 'runs')).toMatchObject([
      { state: 'ok', interrupted: false },
    ])
  })

  it('run cancel ends the run: what ran is in error, what had not started is still to do', async () => {
    await using repository = await createRepository(files(CHAIN))
    const cli = await startApply(repository, 'cell!slow install')
    await cli.kill()
    const cancelled = await repository.ays('run', 'cancel', '--json')
    expect(documentOf(cancelled, 'run')).toMatchObject({ state: 'cancelled' })
    expect(await stateOf(repository, 'cell!slow')).toBe('error')
    expect(await stateOf(repository, 'cell!last')).toBe('scheduled')
    expect((await repository.ays('run', 'resume')).exitCode).toBe(2)
    const retried = await repository.ays('run', 'retry', '--json')
    expect(documentOf(retried, 'run')).toMatchObject({ state: 'ok', jobs: { ok: 3 } })
    expect((await journal.lines()).filter((line) => line === 'cell!first install')).toHaveLength(1)
  })
})

async function stateOf(repository: TempRepository, address: string) {
  const shown = await repository.ays('service', 'show', address, '--json')
  return documentOf(shown, 'service').actions['install']
}

describe('Ctrl-C', () => {
  const TWO = 'cell__polite:\n  ms: 60000\ncell__next:\n  on: [polite]\n'

  it('asks the actions to stop, and the run ends in order', async () => {
    await using repository = await createRepository(files(TWO))
    const cli = await startApply(repository, 'cell!polite install')
    process.kill(cli.pid, 'SIGINT')
    const { exitCode } = await cli.result
    expect(exitCode).toBe(130)
    expect(await newestRun(repository)).toMatchObject({ state: 'cancelled', interrupted: false })
    expect(await stateOf(repository, 'cell!polite')).toBe('error')
    expect(await stateOf(repository, 'cell!next')).toBe('scheduled')
  })

  it('twice ends actions that do not hear it; nothing is left to resume', async () => {
    await using repository = await createRepository(files('cell__deaf:\n  ms: 60000\n'))
    const cli = await startApply(repository, 'cell!deaf install')
    process.kill(cli.pid, 'SIGINT')
    // Two signals that come at once are one.
    await new Promise((resolve) => setTimeout(resolve, 200))
    process.kill(cli.pid, 'SIGINT')
    expect((await cli.result).exitCode).toBe(130)
    const run = await newestRun(repository)
    expect(run).toMatchObject({ state: 'cancelled', jobs: { error: 1 } })
    expect(run.steps.flat()).toMatchObject([{ error: { code: 'AYS_CANCELLED' } }])
  })
})

describe('on a shared store, from another terminal', () => {
  it('a run is watched and cancelled, and a disjoint one goes on beside it', async () => {
    await using redis = await startRedis()
    const blueprint = 'cell__polite:\n  ms: 60000\ncell__next:\n  on: [polite]\n'
    await using repository = await createRepository(files(blueprint, { store: redis.url }))
    const cli = await startApply(repository, 'cell!polite install')
    const { id } = await newestRun(repository)
    const watching = repository.start('run', 'watch', id)
    await expect.poll(() => watching.stderr()).toContain('cell!polite install')
    await repository.write('blueprints/other.yaml', 'cell__apart:\n')
    const other = await repository.ays('apply', 'blueprints/other.yaml', '--yes')
    expect(other).toMatchObject({ exitCode: 0 })
    expect(await newestRun(repository)).toMatchObject({ state: 'ok' })
    const running = await repository.ays('run', 'list', '--state', 'running', '--json')
    expect(documentOf(running, 'runs')).toMatchObject([{ id }])
    const cancelled = await repository.ays('run', 'cancel', id, '--json')
    expect(documentOf(cancelled, 'run')).toMatchObject({ state: 'cancelled' })
    expect((await cli.result).exitCode).toBe(130)
    expect(await watching.result).toMatchObject({ exitCode: 130 })
  })
})

describe('runs that have ended', () => {
  it('are deleted by id or by age', async () => {
    await using repository = await createRepository(files('cell__a:\n'))
    await repository.ays('apply', '--yes')
    const { id } = await newestRun(repository)
    expect((await repository.ays('run', 'delete')).exitCode).toBe(2)
    expect((await repository.ays('run', 'delete', '--older', '1h', '--json')).json()).toEqual([])
    expect((await repository.ays('run', 'delete', id, '--json')).json()).toEqual([id])
    expect(documentOf(await repository.ays('run', 'list', '--json'), 'runs')).toEqual([])
    expect(await stateOf(repository, 'cell!a')).toBe('ok')
  })
})

it('jobs that fail are tried again after the waits of --retries', async () => {
  await using repository = await createRepository(files('cell__a:\n'))
  await journal.fail('cell!a install')
  const applied = await repository.ays('apply', '--yes', '--retries', '1ms, 10ms', '--json')
  expect(applied.exitCode).toBe(1)
  expect(await journal.lines()).toHaveLength(3)
})
