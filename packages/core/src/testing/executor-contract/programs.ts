import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { ExecutorCase } from './subject.ts'
import {
  assertServes,
  cancelled,
  execute,
  failure,
  lines,
  needs,
  ok,
  said,
  until,
} from './support.ts'

const skip = needs('thread')

/** Programs that actions run. */
export const programCases: readonly ExecutorCase[] = [
  {
    name: 'a program gets its arguments as they are: no shell reads them',
    skip,
    run: async (subject) => {
      const action = `async ({ exec, log }) => {
        const { stdout, exitCode } = await exec('printf', ['%s|', 'a b', '$HOME', '; false', '*'])
        log.info('said', { it: [stdout, exitCode] })
      }`
      const execution = await execute(subject, action)
      ok(execution)
      assert.deepEqual(said(execution), ['a b|$HOME|; false|*|', 0])
    },
  },
  {
    name: 'what a program prints is heard in order with the log, and returned',
    skip,
    run: async (subject) => {
      const action = `async ({ exec, log }) => {
        log.info('before')
        const { stdout, stderr } = await exec('sh', ['-c', 'echo out; sleep 0.3; echo err >&2; sleep 0.3; printf end'])
        log.info('after')
        log.info('said', { it: [stdout, stderr] })
      }`
      const execution = await execute(subject, action)
      assert.deepEqual(lines(execution), ['before', 'out', 'err', 'end', 'after', 'said'])
      assert.deepEqual(said(execution), ['out\nend', 'err'])
    },
  },
  {
    name: 'a program gets input, folder and environment',
    skip,
    run: async (subject) => {
      const action = `async ({ exec, log }) => {
        const { stdout } = await exec('sh', ['-c', 'cat; pwd; echo $GIVEN'], { input: 'in ', cwd: '/', env: { GIVEN: 'x' } })
        log.info('said', { it: stdout })
      }`
      assert.equal(said(await execute(subject, action)), 'in /\nx')
    },
  },
  {
    name: 'a program without input finds none',
    skip,
    run: async (subject) => {
      ok(await execute(subject, `async ({ exec }) => { await exec('cat') }`))
    },
  },
  {
    name: 'a program that exits with another code than 0 fails, with its last words, unless it may',
    skip,
    run: async (subject) => {
      const fails = `async ({ exec }) => { await exec('sh', ['-c', 'echo sorry >&2; exit 3']) }`
      const { cause } = failure(await execute(subject, fails), 'AYS_JOB_FAILED')
      assert.deepEqual([cause?.code, cause?.details?.['exitCode']], ['AYS_JOB_FAILED', 3])
      assert.match(cause?.message ?? '', /^sh exited with code 3: sorry$/)
      const may = `async ({ exec, log }) => {
        log.info('said', { it: (await exec('sh', ['-c', 'exit 3'], { accept: [1, 3] })).exitCode })
      }`
      assert.equal(said(await execute(subject, may)), 3)
    },
  },
  {
    name: 'the arguments of a program that fails are not told: they may be secrets',
    skip,
    run: async (subject) => {
      const action = `async ({ exec }) => { await exec('false', ['--password=hush']) }`
      const error = failure(await execute(subject, action), 'AYS_JOB_FAILED')
      assert.doesNotMatch(JSON.stringify({ ...error, cause: { ...error.cause, cause: 0 } }), /hush/)
    },
  },
  {
    name: 'a program that is not there fails, by its name',
    skip,
    run: async (subject) => {
      for (const detach of [false, true]) {
        const action = `async ({ exec }) => { await exec('no-such-program', [], { detach: ${detach} }) }`
        const { cause } = failure(await execute(subject, action), 'AYS_JOB_FAILED')
        assert.equal(cause?.code, 'AYS_JOB_FAILED')
        assert.match(cause.message, /^no-such-program could not be started: .*ENOENT/)
      }
    },
  },
  {
    name: 'a program that takes longer than it may is ended',
    skip,
    run: async (subject) => {
      const action = `async ({ exec }) => { await exec('sleep', ['60'], { timeout: 50 }) }`
      const { cause } = failure(await execute(subject, action), 'AYS_JOB_FAILED')
      assert.match(cause?.message ?? '', /^sleep took longer than 50ms/)
    },
  },
  {
    name: 'a program ends with the signal that it was given, and with the job',
    skip,
    run: async (subject) => {
      const own = `async ({ exec }) => { await exec('sleep', ['60'], { signal: AbortSignal.timeout(50) }) }`
      assert.equal(
        failure(await execute(subject, own), 'AYS_JOB_FAILED').cause?.name,
        'TimeoutError',
      )
      const job = `async ({ exec, log }) => { log.info('sleeping'); await exec('sleep', ['60']) }`
      failure(await cancelled(subject, job), 'AYS_CANCELLED')
    },
  },
  ...['its action returns', 'its action is killed'].map(endsWithJob),
  {
    name: 'a program that was detached lives on; what it prints goes to its file',
    skip,
    run: async (subject) => {
      const action = `async ({ exec, log }) => {
        const { mkdtemp } = await import('node:fs/promises')
        const folder = await mkdtemp((process.env.TMPDIR ?? '/tmp') + '/ays-detached-')
        const { pid } = await exec('sh', ['-c', 'echo out; echo err >&2; exec sleep 60'], { detach: true, cwd: folder, output: 'log' })
        log.info('said', { it: [pid, folder] })
      }`
      const execution = await execute(subject, action)
      ok(execution)
      const told = said(execution)
      assert.ok(Array.isArray(told))
      const [pid, folder] = [Number(told[0]), String(told[1])]
      try {
        await subject.executor[Symbol.asyncDispose]()
        await until(() => readFileSync(`${folder}/log`, 'utf8') === 'out\nerr\n')
        assert.ok(isAlive(pid))
      } finally {
        process.kill(pid, 'SIGKILL')
        await rm(folder, { recursive: true })
      }
    },
  },
]

function endsWithJob(when: string): ExecutorCase {
  return {
    name: `a program that nobody waits for ends when ${when}`,
    skip,
    run: async (subject) => {
      const end = when.includes('killed') ? 'for (;;);' : ''
      const action = `async ({ exec, log }) => {
        const { mkdtemp, readFile, rm } = await import('node:fs/promises')
        const folder = await mkdtemp((process.env.TMPDIR ?? '/tmp') + '/ays-running-')
        exec('sh', ['-c', 'echo $$ > pid; sleep 60'], { cwd: folder }).catch(() => {})
        const told = () => readFile(folder + '/pid', 'utf8').catch(() => '')
        while (!(await told()).endsWith('\\n')) await new Promise((resolve) => setTimeout(resolve, 5))
        log.info('said', { it: Number(await told()) })
        await rm(folder, { recursive: true })
        ${end}
      }`
      const execution = await execute(subject, action, { timeout: 3000 })
      const pid = Number(said(execution))
      assert.ok(pid > 0, JSON.stringify(execution))
      await until(() => !isAlive(pid))
      await assertServes(subject)
    },
  }
}

/** A zombie is dead: only its parent has not been told. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    return (
      error instanceof Error && 'code' in error && error.code === 'ENOENT' && !existsSync('/proc')
    )
  }
}
