import assert from 'node:assert/strict'
import type { ExecutorCase } from './subject.ts'
import {
  assertServes,
  callOf,
  cancellable,
  cancelled,
  execute,
  failure,
  lines,
  needs,
  ok,
  said,
  warm,
} from './support.ts'

const WAITS = `({ log }) => new Promise(() => log.info('waiting'))`
const SPINS = `({ log }) => { log.info('spinning'); for (;;); }`
const HEEDS = `({ signal, log }) => new Promise((resolve, reject) => {
  log.info('waiting')
  signal.addEventListener('abort', () => reject(signal.reason))
})`

/** Deadlines, cancelling and closing. */
export const endingCases: readonly ExecutorCase[] = [
  {
    name: 'an action that takes longer than it may is AYS_JOB_TIMEOUT',
    run: async (subject) => {
      failure(await execute(subject, WAITS, { timeout: 50 }), 'AYS_JOB_TIMEOUT')
      await assertServes(subject)
    },
  },
  {
    name: 'the deadline reaches the action as its signal; what it says then is heard',
    run: async (subject) => {
      await warm(subject)
      // Where the machine is busy, the deadline may still come before the action.
      const action = `({ signal, log }) => new Promise((resolve) => {
        const say = () => resolve(log.info('said', { it: signal.reason.code }))
        if (signal.aborted) say()
        else signal.addEventListener('abort', say)
      })`
      const execution = await execute(subject, action, { timeout: 50 })
      failure(execution, 'AYS_JOB_TIMEOUT')
      assert.equal(said(execution), 'AYS_JOB_TIMEOUT')
    },
  },
  {
    name: 'an action that never yields is ended at its deadline',
    skip: needs('thread'),
    run: async (subject) => {
      await warm(subject)
      const execution = await execute(subject, SPINS, { timeout: 200 })
      failure(execution, 'AYS_JOB_TIMEOUT')
      assert.deepEqual(lines(execution), ['spinning'])
      await assertServes(subject)
    },
  },
  {
    name: 'a deadline of months is no deadline of now',
    run: async (subject) => {
      const action = `() => new Promise((resolve) => setTimeout(resolve, 20))`
      ok(await execute(subject, action, { timeout: 1e10 }))
    },
  },
  {
    name: 'cancel reaches the action as its signal; what it throws then is the cause',
    run: async (subject) => {
      const action = `({ signal, log }) => new Promise((resolve, reject) => {
        log.info('waiting')
        signal.addEventListener('abort', () => reject(new Error(signal.reason.code)))
      })`
      const { cause } = failure(await cancelled(subject, action), 'AYS_CANCELLED')
      assert.equal(cause?.message, 'AYS_CANCELLED')
      await assertServes(subject)
    },
  },
  {
    name: 'an action that ends well in spite of the cancel has ended well',
    run: async (subject) => {
      const action = `({ signal, log }) => new Promise((resolve) => {
        log.info('waiting')
        signal.addEventListener('abort', () => resolve({ port: 1 }))
      })`
      assert.deepEqual(ok(await cancelled(subject, action)).fields, ['port'])
    },
  },
  {
    name: 'an action that does not heed the cancel is given up',
    run: async (subject) => {
      failure(await cancelled(subject, WAITS), 'AYS_CANCELLED')
      await assertServes(subject)
    },
  },
  {
    name: 'an action that never yields is ended when it is cancelled',
    skip: needs('thread'),
    run: async (subject) => {
      failure(await cancelled(subject, SPINS), 'AYS_CANCELLED')
      await assertServes(subject)
    },
  },
  {
    name: 'an action that is killed is not waited for',
    run: async (subject) => {
      const action = `({ signal, log }) => new Promise((resolve) => {
        log.info('waiting')
        signal.addEventListener('abort', () => setTimeout(resolve, 40))
      })`
      const { execution, started, kill } = cancellable(subject, action)
      await started
      kill()
      failure(await execution, 'AYS_CANCELLED')
      await assertServes(subject)
    },
  },
  {
    name: 'a call that was cancelled before is not started',
    run: async (subject) => {
      const options = { signal: AbortSignal.abort() }
      const execution = await execute(subject, WAITS, {}, options)
      failure(execution, 'AYS_CANCELLED')
      assert.deepEqual(execution.events, [])
    },
  },
  {
    name: 'a call that is cancelled while it waits for its turn is not started',
    run: async (subject) => {
      const blocking = Array.from({ length: subject.executor.capacity }, () =>
        cancellable(subject, HEEDS),
      )
      await Promise.all(blocking.map(({ started }) => started))
      const waiting = cancellable(subject, HEEDS)
      await new Promise((resolve) => setTimeout(resolve, 20))
      waiting.cancel()
      for (const { cancel } of blocking) cancel()
      const execution = await waiting.execution
      failure(execution, 'AYS_CANCELLED')
      assert.deepEqual(execution.events, [])
      for (const { execution: one } of blocking) failure(await one, 'AYS_CANCELLED')
    },
  },
  {
    name: 'closing cancels what runs and what waits; afterwards calls are refused',
    run: async (subject) => {
      const { executor } = subject
      const calls = Array.from({ length: executor.capacity + 3 }, (_, index) =>
        cancellable(subject, index === 0 ? WAITS : HEEDS),
      )
      await calls[0]?.started
      await executor[Symbol.asyncDispose]()
      for (const { execution } of calls) failure(await execution, 'AYS_CANCELLED')
      await assert.rejects(executor.execute(callOf(subject, '() => {}')), { code: 'AYS_INTERNAL' })
      await executor[Symbol.asyncDispose]()
    },
  },
]
