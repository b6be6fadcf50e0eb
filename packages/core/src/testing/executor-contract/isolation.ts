import assert from 'node:assert/strict'
import type { ExecutorCase } from './subject.ts'
import { assertServes, execute, failure, lines, needs, ok, said, warm } from './support.ts'

/** What an action does to its worker is its own error, and no other's. */
export const isolationCases: readonly ExecutorCase[] = [
  {
    name: 'an action that ends the process has crashed, and was heard',
    skip: needs('thread'),
    run: async (subject) => {
      const execution = await execute(subject, `() => { console.log('bye'); process.exit(3) }`)
      const { details, message } = failure(execution, 'AYS_JOB_CRASHED')
      assert.equal(details?.['exitCode'], 3)
      assert.match(message, /exit code 3/)
      assert.match(String(details?.['output']), /bye/)
      assert.deepEqual(lines(execution), ['bye'])
      await assertServes(subject)
    },
  },
  ...['process.exit(1)', 'for (;;);'].map(floodsAndDies),
  ...['process.exit(1)', 'for (;;);'].map(stopsInALine),
  {
    name: 'a rejection that nobody handles is a crash, with what was rejected as its cause',
    skip: needs('thread'),
    run: async (subject) => {
      const during = `async () => { void Promise.reject(new Error('lost')); await new Promise(() => {}) }`
      assert.equal(
        failure(await execute(subject, during), 'AYS_JOB_CRASHED').cause?.message,
        'lost',
      )
      const last = `async () => { void Promise.reject(new Error('lost')) }`
      assert.equal(failure(await execute(subject, last), 'AYS_JOB_CRASHED').cause?.message, 'lost')
      await assertServes(subject)
    },
  },
  {
    name: 'an error in a callback is a crash, with the error as its cause',
    skip: needs('thread'),
    run: async (subject) => {
      const action = `() => new Promise(() => setTimeout(() => { throw new Error('late') }, 1))`
      assert.equal(
        failure(await execute(subject, action), 'AYS_JOB_CRASHED').cause?.message,
        'late',
      )
      await assertServes(subject)
    },
  },
  {
    name: 'what an ended action still throws harms nobody',
    skip: needs('thread'),
    run: async (subject) => {
      const leaves = `() => { setTimeout(() => { throw new Error('late') }, 30) }`
      const waits = `() => new Promise((resolve) => setTimeout(resolve, 100))`
      const calls = Array.from({ length: subject.executor.capacity * 2 })
      await Promise.all(calls.map(() => execute(subject, leaves)))
      for (const one of await Promise.all(calls.map(() => execute(subject, waits)))) ok(one)
      await assertServes(subject)
    },
  },
  {
    name: 'an action that takes all memory has crashed, and is told so',
    skip: needs('thread'),
    run: async (subject) => {
      const action = `() => { const all = []; for (;;) all.push({ some: [all.length] }) }`
      const { message } = failure(await execute(subject, action), 'AYS_JOB_CRASHED')
      assert.match(message, /ran out of memory/)
      await assertServes(subject)
    },
  },
  ...['process.abort()', `process.kill(process.pid, 'SIGSEGV')`].map(survives),
  {
    name: 'of many short calls in which one kills its worker, only that one crashes',
    skip: needs('thread'),
    run: async (subject) => {
      const action = `({ args }) => { if (args.die) process.exit(1) }`
      for (let i = 0; i < 50; i++) ok(await execute(subject, action))
      const all = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          execute(subject, action, { args: { die: index === 42 } }),
        ),
      )
      const bad = all.flatMap(({ outcome }, index) => (outcome.status === 'error' ? index : []))
      assert.deepEqual(bad, [42])
    },
  },
  {
    name: 'secrets of the caller are not in the environment, what programs need is',
    skip: needs('thread'),
    run: async (subject) => {
      process.env['CONTRACT_SECRET'] = 'hush'
      const action = `({ log }) => log.info('said', { it: [process.env.CONTRACT_SECRET ?? null, process.env.PATH] })`
      const execution = await execute(subject, action)
      delete process.env['CONTRACT_SECRET']
      assert.deepEqual(said(execution), [null, process.env['PATH']])
    },
  },
  {
    name: 'environment and globals are new for each call',
    skip: needs('thread'),
    run: async (subject) => {
      const action = `({ log }) => {
        log.info('said', { it: [process.env.LEFT ?? null, globalThis.left ?? null, process.env.HOME ?? null] })
        process.env.LEFT = 'x'; globalThis.left = 'x'; delete process.env.HOME
      }`
      const calls = Array.from({ length: subject.executor.capacity * 3 })
      const found = [null, null, process.env['HOME'] ?? null]
      for (const _ of calls) assert.deepEqual(said(await execute(subject, action)), found)
    },
  },
  {
    name: 'the working directory is the same for each call',
    skip: needs('process'),
    run: async (subject) => {
      const action = `({ log }) => { log.info('said', { it: process.cwd() }); process.chdir('/') }`
      const first = said(await execute(subject, action))
      const calls = Array.from({ length: subject.executor.capacity * 2 })
      for (const _ of calls) assert.equal(said(await execute(subject, action)), first)
    },
  },
]

/** More than any pipe holds, and the action never lets go before it dies. */
function floodsAndDies(death: string): ExecutorCase {
  return {
    name: `all that an action said is heard, though it says much and then comes ${death}`,
    skip: needs('thread'),
    run: async (subject) => {
      const action = `({ log }) => {
        for (let i = 0; i < 5000; i++) log.info('line ' + i + ' '.repeat(200))
        ${death}
      }`
      const execution = await execute(subject, action, { timeout: 3000 })
      assert.equal(execution.outcome.status, 'error')
      assert.equal(lines(execution).length, 5000)
      assert.match(lines(execution).at(-1) ?? '', /^line 4999 /)
    },
  }
}

/** What has no line end yet is held back somewhere, and shall not go down with the worker. */
function stopsInALine(death: string): ExecutorCase {
  return {
    name: `a line that is not whole is heard, too, when then comes ${death}`,
    skip: needs('thread'),
    run: async (subject) => {
      await warm(subject)
      const action = `() => {
        process.stdout.write('one\\ntw'); process.stdout.write('o'); process.stderr.write('three')
        ${death}
      }`
      const execution = await execute(subject, action, { timeout: 1000 })
      assert.equal(execution.outcome.status, 'error')
      assert.deepEqual(lines(execution), ['one', 'two', 'three'])
    },
  }
}

function survives(death: string): ExecutorCase {
  return {
    name: `an action that dies of ${death} has crashed, and was heard`,
    skip: needs('process'),
    run: async (subject) => {
      const execution = await execute(
        subject,
        `() => { console.log('before'); ${death}; for (;;); }`,
      )
      const { details } = failure(execution, 'AYS_JOB_CRASHED')
      assert.ok(details?.['signal'])
      assert.deepEqual(lines(execution).slice(0, 1), ['before'])
      await assertServes(subject)
    },
  }
}
