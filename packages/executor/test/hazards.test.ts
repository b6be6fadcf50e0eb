import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionCall, ActionOutcome, ErrorData, Json } from '@ays/core'
import type { ExecutorSubject } from '@ays/core/testing'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { callOf } from './support/calls.ts'
import { poolSubject } from './support/executors.ts'
import { naiveSubject } from './support/naive-pool.ts'
import { endProcess, isAlive, isGone } from './support/processes.ts'

const folder = await mkdtemp(join(tmpdir(), 'ays-hazards-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
let files = 0

interface Hazard {
  /** What a pool does that is used as it comes. */
  readonly hazard: string
  /** Fails where the hazard is. */
  readonly run: (subject: ExecutorSubject) => Promise<void>
}

const hazards: readonly Hazard[] = [
  {
    hazard: 'process.exit of an action is a dead worker, without its exit code and its last words',
    run: async (subject) => {
      const error = await failureOf(subject, `() => { console.log('bye'); process.exit(3) }`)
      expect(error).toMatchObject({ details: { exitCode: 3, output: 'bye\n' } })
    },
  },
  {
    hazard: 'a native crash takes what the action printed along',
    run: async (subject) => {
      const error = await failureOf(subject, `() => { console.log('bye'); process.abort() }`)
      expect(error).toMatchObject({ details: { signal: 'SIGABRT' } })
      expect(error.details?.['output']).toContain('bye')
    },
  },
  {
    hazard:
      'an endless loop goes on after its timeout, and for ever when the pool’s process ends then',
    run: async (subject) => {
      const [outcome, pid] = await pidOf(subject, 'tell(process.pid); for (;;);')
      expect([codeOf(outcome), isAlive(pid)]).toEqual(['AYS_JOB_TIMEOUT', false])
    },
  },
  {
    hazard: 'what an action has started outlives it',
    run: async (subject) => {
      const [outcome, pid] = await pidOf(
        subject,
        `tell(spawn('sleep', ['60'], { stdio: 'ignore' }).pid); for (;;);`,
      )
      expect([codeOf(outcome), await isGone(pid)]).toEqual(['AYS_JOB_TIMEOUT', true])
    },
  },
  {
    hazard: 'out of memory is a dead worker, like any other',
    run: async (subject) => {
      const error = await failureOf(
        subject,
        `() => { const all = []; for (;;) all.push({ some: [all.length] }) }`,
      )
      expect(error.message).toContain('ran out of memory')
    },
  },
  {
    hazard: 'a rejection that nobody handles comes too late for its job',
    run: async (subject) => {
      const error = await failureOf(
        subject,
        `async () => { void Promise.reject(new Error('lost')) }`,
      )
      expect(error.cause?.message).toBe('lost')
    },
  },
  {
    hazard: 'one job that kills its worker fails all that share its message',
    run: async (subject) => {
      const action = `({ args }) => { if (args.die) process.exit(1) }`
      for (let i = 0; i < 50; i++) await run(subject, action)
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, index) => run(subject, action, { die: index === 42 })),
      )
      const bad = outcomes.flatMap(({ status }, index) => (status === 'error' ? index : []))
      expect(bad).toEqual([42])
    },
  },
  {
    hazard: 'working directory, environment and globals are what the job before left',
    run: async (subject) => {
      await run(
        subject,
        `() => { process.chdir('/'); process.env.LEFT = 'x'; globalThis.left = 1 }`,
      )
      const clean = `() => {
        if (process.cwd() === '/' || process.env.LEFT || globalThis.left) throw new Error('dirty')
      }`
      expect(await run(subject, clean)).toMatchObject({ status: 'ok' })
    },
  },
  {
    hazard: 'secrets of the caller are in the environment',
    run: async (subject) => {
      process.env['HAZARD_SECRET'] = 'hush'
      onTestFinished(() => void delete process.env['HAZARD_SECRET'])
      const action = `() => { if (process.env.HAZARD_SECRET) throw new Error('told') }`
      expect(await run(subject, action)).toMatchObject({ status: 'ok' })
    },
  },
  {
    hazard: 'bytes travel as JSON and arrive as something else',
    run: async (subject) => {
      const action = `({ service }) => { if (service.data.root !== '') throw new Error('lost') }`
      expect(await run(subject, action)).toMatchObject({ status: 'ok' })
    },
  },
]

/** What kill -9 of the pool's own process leaves behind is in orphans.test.ts. */
describe.each(hazards)('a hazard: $hazard', ({ run: check }) => {
  it('is none of this pool', async () => {
    await using subject = disposable(poolSubject({ kind: 'process', workers: 1 }))
    await expect(check(subject)).resolves.toBeUndefined()
  })

  it('is one of a naive pool', async () => {
    await using subject = disposable(naiveSubject())
    await expect(check(subject)).rejects.toMatchObject({ name: 'AssertionError' })
  })
})

it('a naive pool does what it is asked, as long as nothing goes wrong', async () => {
  await using subject = disposable(naiveSubject())
  const action = `({ args }) => { if (args.fail) throw new Error('it fails') }`
  const outcomes = await Promise.all([run(subject, action), run(subject, action)])
  expect(outcomes.map(codeOf)).toEqual(['ok', 'ok'])
  expect(codeOf(await run(subject, action, { fail: true }))).toBe('AYS_JOB_CRASHED')
})

function disposable(subject: ExecutorSubject): ExecutorSubject & AsyncDisposable {
  return { ...subject, [Symbol.asyncDispose]: () => subject.executor[Symbol.asyncDispose]() }
}

function run(
  { executor, sources }: ExecutorSubject,
  action: string,
  args: Readonly<Record<string, Json>> = {},
  changes: Partial<ActionCall> = {},
): Promise<ActionOutcome> {
  return executor.execute(callOf(sources, action, { args, ...changes }))
}

async function failureOf(subject: ExecutorSubject, action: string): Promise<ErrorData> {
  const outcome = await run(subject, action)
  if (outcome.status === 'error') return outcome.error
  return expect.fail('it ended well')
}

function codeOf(outcome: ActionOutcome): string {
  return outcome.status === 'error' ? (outcome.error.code ?? 'no code') : 'ok'
}

/** How an action with a deadline of a second ends that tells the pid of a process first. */
async function pidOf(subject: ExecutorSubject, body: string): Promise<[ActionOutcome, number]> {
  const file = join(folder, String(files++))
  const action = `async ({ args }) => {
    const { spawn } = await import('node:child_process')
    const { writeFileSync } = await import('node:fs')
    const tell = (pid) => writeFileSync(args.file, String(pid))
    ${body}
  }`
  const outcome = await run(subject, action, { file }, { timeout: 2000 })
  if (!existsSync(file)) throw new Error('the action had no time to begin')
  const pid = Number(await readFile(file, 'utf8'))
  onTestFinished(() => endProcess(pid))
  return [outcome, pid]
}
