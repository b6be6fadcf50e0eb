import assert from 'node:assert/strict'
import type { HostCall } from '../../executor/executor.ts'
import type { ExecutorCase, ExecutorSubject } from './subject.ts'
import { execute, failure, needs, ok, said, serviceOf } from './support.ts'

const skip = needs('thread')

const ECHO = `async ({ exec, log }) => {
  const { stdout } = await exec('echo', ['here'])
  log.info('said', { it: stdout })
}`

/** On which machine programs run. */
export const hostCases: readonly ExecutorCase[] = [
  {
    name: 'getExecutor sees its own service, and describes where the programs of a job below it run',
    skip,
    run: async (subject) => {
      const describe = `({ service, parent, args, log }) => {
        log.info('asked', { it: [service.name, service.data.port, parent === undefined, args] })
        return { kind: 'local' }
      }`
      const execution = await execute(subject, ECHO, {
        ...hostOf(subject, describe),
        args: { a: 1 },
      })
      ok(execution)
      assert.equal(said(execution), 'here')
      const asked = execution.events.filter(
        (event) => event.type === 'log' && event.text === 'asked',
      )
      assert.equal(asked.length, 1)
      const [first] = asked
      assert.deepEqual(first?.type === 'log' && first.fields, { it: ['n', 22, true, {}] })
    },
  },
  {
    name: 'getExecutor is asked once for all programs of a job, and not at all when there is none',
    skip,
    run: async (subject) => {
      const describe = `({ log }) => { log.info('asked'); return { kind: 'local' } }`
      const both = `async ({ exec }) => { await Promise.all([exec('true'), exec('true')]) }`
      for (const [action, times] of [
        [both, 1],
        ['() => {}', 0],
      ] as const) {
        const execution = await execute(subject, action, hostOf(subject, describe))
        ok(execution)
        const asked = execution.events.filter((it) => it.type === 'log' && it.text === 'asked')
        assert.equal(asked.length, times)
      }
    },
  },
  {
    name: 'getExecutor that describes nothing leaves programs on this machine',
    skip,
    run: async (subject) => {
      const execution = await execute(subject, ECHO, hostOf(subject, '() => {}'))
      assert.equal(said(execution), 'here')
    },
  },
  {
    name: 'a host of a kind that nobody knows is told by its kind',
    skip,
    run: async (subject) => {
      const { code, message } = await refused(subject, `() => ({ kind: 'nowhere' })`)
      assert.equal(code, 'AYS_HOST_INVALID')
      assert.match(message, /"nowhere"/)
    },
  },
  ...[
    `() => 'ssh'`,
    `() => ({ host: 'h' })`,
    `() => { throw new Error('no idea') }`,
    `async ({ exec }) => { await exec('true') }`,
    `async ({ service }) => { service.data = {} }`,
  ].map((describe): ExecutorCase => ({
    name: `no program runs when getExecutor is ${describe}`,
    skip,
    run: async (subject) => {
      const { code, message } = await refused(subject, describe)
      assert.equal(code, 'AYS_HOST_INVALID')
      assert.match(message, /node!n getExecutor/)
    },
  })),
]

function hostOf(subject: ExecutorSubject, describe: string): { readonly host: HostCall } {
  const service = serviceOf(subject, { port: 22 }, { role: 'node', name: 'n' })
  const code = subject.sources.add(`export default ${describe}`)
  return { host: { code, service, producers: [] } }
}

/** Why the program of an action did not run. */
async function refused(subject: ExecutorSubject, describe: string) {
  const execution = await execute(subject, ECHO, hostOf(subject, describe))
  const { cause } = failure(execution, 'AYS_JOB_FAILED')
  assert.ok(cause)
  return cause
}
