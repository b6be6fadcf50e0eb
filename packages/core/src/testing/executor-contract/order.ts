import assert from 'node:assert/strict'
import type { ActionEvent } from '../../executor/executor.ts'
import type { ExecutorCase } from './subject.ts'
import { callOf, cancellable, execute, lines, needs, ok, said } from './support.ts'

const NAPS = `async ({ log }) => {
  const from = Date.now()
  await new Promise((resolve) => setTimeout(resolve, 50))
  log.info('said', { it: [from, Date.now()] })
}`

/** Turns, events and what is heard. */
export const orderCases: readonly ExecutorCase[] = [
  {
    name: 'as many calls as the capacity says run at the same time',
    run: async (subject) => {
      const waits = `({ log, signal }) => new Promise((resolve) => {
        log.info('waiting')
        signal.addEventListener('abort', () => resolve())
      })`
      const calls = Array.from({ length: subject.executor.capacity }, () =>
        cancellable(subject, waits),
      )
      await Promise.all(calls.map(({ started }) => started))
      for (const { cancel } of calls) cancel()
      for (const { execution } of calls) ok(await execution)
    },
  },
  {
    name: 'never more run at the same time than the capacity says',
    run: async (subject) => {
      const { capacity } = subject.executor
      const count = capacity * 3
      const naps = await Promise.all(Array.from({ length: count }, () => execute(subject, NAPS)))
      const spans = naps.map((nap) => said(nap)).filter(isSpan)
      assert.equal(spans.length, count)
      const together = spans.map(
        ([at]) => spans.filter(([from, to]) => from <= at && at < to).length,
      )
      assert.ok(Math.max(...together) <= capacity, `${Math.max(...together)} at once`)
    },
  },
  {
    name: 'calls get their turn in the order in which they were made',
    run: async (subject) => {
      const { capacity } = subject.executor
      const started: number[] = []
      const waits = `() => new Promise((resolve) => setTimeout(resolve, 10))`
      const calls = Array.from({ length: capacity * 4 }, (_, index) => {
        const on = ({ type }: ActionEvent) => void (type === 'started' && started.push(index))
        return subject.executor.execute(callOf(subject, waits), { on })
      })
      await Promise.all(calls)
      assert.equal(started.length, calls.length)
      // Which of those that run at the same time comes up first is nobody's promise.
      for (const [turn, index] of started.entries())
        assert.ok(index < turn + capacity, started.join())
    },
  },
  {
    name: 'many short calls at once are all answered, each with its own answer',
    run: async (subject) => {
      const echo = `({ args, log }) => { log.info('said', { it: args.number }); return { port: args.number } }`
      const numbers = Array.from({ length: 500 }, (_, index) => index)
      const all = await Promise.all(
        numbers.map((number) => execute(subject, echo, { args: { number } })),
      )
      assert.deepEqual(
        all.map((one) => said(one)),
        numbers,
      )
    },
  },
  {
    name: 'events come in order, the start first, and none after the outcome',
    run: async (subject) => {
      const action = `async ({ log, progress }) => {
        log.debug('one', { fact: 1n })
        progress(0.5, 'half')
        log.warn('two', { list: [1] })
        progress(7)
        log.error('three')
        setTimeout(() => log.info('late'), 1)
      }`
      const { events, outcome } = await execute(subject, action)
      ok({ events, outcome })
      const known = events.length
      await new Promise((resolve) => setTimeout(resolve, 30))
      assert.equal(events.length, known)
      assert.deepEqual(events.map(timeless), [
        { type: 'started' },
        { type: 'log', level: 'debug', text: 'one', from: 'log', fields: { fact: '1' } },
        { type: 'progress', fraction: 0.5, text: 'half' },
        { type: 'log', level: 'warn', text: 'two', from: 'log', fields: { list: [1] } },
        { type: 'progress', fraction: 1, text: '' },
        { type: 'log', level: 'error', text: 'three', from: 'log' },
      ])
    },
  },
  {
    name: 'the console is heard in order with the log',
    skip: needs('thread'),
    run: async (subject) => {
      const action = `({ log }) => {
        log.info('1'); console.log('2 %d', 2); console.error('3'); log.info('4')
        process.stdout.write('5 '); process.stdout.write('five\\n6'); process.stderr.write(Buffer.from('7'))
      }`
      const execution = await execute(subject, action)
      ok(execution)
      assert.deepEqual(lines(execution), ['1', '2 2', '3', '4', '5 five', '6', '7'])
      const sources = execution.events.flatMap((event) => (event.type === 'log' ? event.from : []))
      assert.deepEqual(sources, ['log', 'stdout', 'stderr', 'log', 'stdout', 'stdout', 'stderr'])
    },
  },
  {
    name: 'a program that shares the stdout of the action is heard in order, too',
    skip: needs('process'),
    run: async (subject) => {
      const action = `async () => {
        const { execFileSync } = await import('node:child_process')
        console.log('1')
        execFileSync('echo', ['2'], { stdio: 'inherit' })
        console.log('3')
        execFileSync('sh', ['-c', 'printf 4'], { stdio: 'inherit' })
      }`
      assert.deepEqual(lines(await execute(subject, action)), ['1', '2', '3', '4'])
    },
  },
  {
    name: 'a line of a megabyte and ten thousand lines are heard whole',
    skip: needs('thread'),
    run: async (subject) => {
      const action = `() => {
        console.log('x'.repeat(1 << 20))
        for (let i = 0; i < 10_000; i++) console.log('line ' + i)
      }`
      const heard = lines(await execute(subject, action))
      assert.equal(heard.length, 10_001)
      assert.equal(heard[0]?.length, 1 << 20)
      assert.equal(heard.at(-1), 'line 9999')
    },
  },
  {
    name: 'a failed action has been heard as well',
    run: async (subject) => {
      const action = `({ log }) => { log.info('before'); throw new Error('now') }`
      assert.deepEqual(lines(await execute(subject, action)), ['before'])
    },
  },
]

function isSpan(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2
}

function timeless(event: ActionEvent): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'at'))
}
