import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutorSubject } from '@ays/core/testing'
import type { PoolExecutorOptions } from '@ays/executor'
import { expect, it, onTestFinished } from 'vitest'
import { execute, poolSubject } from './support/executors.ts'

function pool(options: Partial<PoolExecutorOptions> = {}): ExecutorSubject {
  const subject = poolSubject(options)
  onTestFinished(() => subject.executor[Symbol.asyncDispose]())
  return subject
}

const PID = `({ log }) => log.info(String(process.pid))`

it('keeps its workers warm: ten calls, one worker', async () => {
  const subject = pool({ workers: 1 })
  const pids = new Set<string | undefined>()
  for (let i = 0; i < 10; i++) pids.add((await execute(subject, PID)).texts[0])
  expect(pids.size).toBe(1)
})

it('starts no worker before there is work for it', async () => {
  const subject = pool({ workers: 2 })
  const first = await execute(subject, PID)
  expect((await execute(subject, PID)).texts).toEqual(first.texts)
})

it('replaces a worker that was killed from outside while it was idle', async () => {
  const subject = pool({ workers: 1 })
  const { texts } = await execute(subject, PID)
  process.kill(Number(texts[0]), 'SIGKILL')
  const { outcome, texts: next } = await execute(subject, PID)
  expect(outcome.status).toBe('ok')
  expect(next).not.toEqual(texts)
})

it('lets no job wait behind one that was short before and is long now', async () => {
  const subject = pool({ workers: 2 })
  const action = `({ args, signal }) => args.long && new Promise((resolve) => signal.addEventListener('abort', () => resolve()))`
  for (let i = 0; i < 20; i++) await execute(subject, action)
  const controller = new AbortController()
  const ended: string[] = []
  const long = execute(subject, action, { long: true }, { signal: controller.signal }).then(() =>
    ended.push('long'),
  )
  const short = Array.from({ length: 50 }, () =>
    execute(subject, action).then(() => ended.push('short')),
  )
  await Promise.all(short)
  expect(ended).toHaveLength(50)
  controller.abort()
  await long
  expect(ended.at(-1)).toBe('long')
})

it('has a window as wide as one message for each worker, and one more call', async () => {
  const subject = pool({ workers: 2 })
  expect(subject.executor.window).toBe(4)
  // Where the machine is busy, even these are long at times.
  while (subject.executor.window === 4) await execute(subject, `() => {}`)
  expect(subject.executor.window).toBeLessThanOrEqual(2 * 2 * 100)
})

it('gives jobs the variables of its caller', async () => {
  const subject = pool({ env: { REGION: 'be' } })
  const { texts } = await execute(subject, `({ log }) => log.info(process.env.REGION)`)
  expect(texts).toEqual(['be'])
})

it('starts jobs in the folder of its caller, and again after it was left', async () => {
  const subject = pool({ cwd: tmpdir(), workers: 1 })
  const action = `({ log }) => { log.info(process.cwd()); process.chdir('/') }`
  for (let i = 0; i < 2; i++) expect((await execute(subject, action)).texts).toEqual([tmpdir()])
})

it('writes the code again when somebody has emptied its folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ays-emptied-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const subject = pool({ folder, workers: 1 })
  await execute(subject, PID)
  await rm(join(folder, 'code'), { recursive: true })
  expect(existsSync(join(folder, 'code'))).toBe(false)
  const action = `({ log }) => log.info('new')`
  expect((await execute(subject, action)).outcome.status).toBe('ok')
})

it('says why no worker comes up, when the codec cannot be loaded', async () => {
  const subject = pool({ codecUrl: 'file:///no/such/codec.mjs' })
  const { outcome } = await execute(subject, PID)
  expect(outcome).toMatchObject({
    status: 'error',
    error: { code: 'AYS_JOB_UNLOADABLE', cause: { message: expect.stringContaining('codec.mjs') } },
  })
})

it('leaves no process and no listener behind when it is closed', async () => {
  const before = process.listenerCount('exit')
  const subject = pool()
  const { texts } = await execute(subject, PID)
  await subject.executor[Symbol.asyncDispose]()
  expect(() => process.kill(Number(texts[0]), 0)).toThrow('ESRCH')
  expect(process.listenerCount('exit')).toBe(before)
})

it('tells what is written into the pipe of a worker to the call that wrote it, and to no other', async () => {
  const subject = pool({ workers: 1 })
  const action = `async ({ args }) => {
    const { writeSync } = await import('node:fs')
    const end = performance.now() + 1.2
    while (performance.now() < end);
    writeSync(1, args.number + (args.number % 2 ? '\\n' : ''))
  }`
  const numbers = Array.from({ length: 400 }, (_, index) => index)
  const all = await Promise.all(numbers.map((number) => execute(subject, action, { number })))
  expect(all.map(({ texts }) => texts)).toEqual(numbers.map((number) => [String(number)]))
})

it('answers every one of many calls that say something, with what they said', async () => {
  const subject = pool({ workers: 4 })
  const action = `({ args }) => console.log(args.number)`
  const numbers = Array.from({ length: 4000 }, (_, index) => index)
  const all = await Promise.all(numbers.map((number) => execute(subject, action, { number })))
  expect(all.map(({ texts }) => texts)).toEqual(numbers.map((number) => [String(number)]))
})
