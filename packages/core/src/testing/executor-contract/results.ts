import assert from 'node:assert/strict'
import type { ExecutorCase } from './subject.ts'
import { MODEL } from './subject.ts'
import { execute, failure, ok, serviceOf } from './support.ts'

/** What an action returns and throws. */
export const resultCases: readonly ExecutorCase[] = [
  ...['undefined', 'null', '{}', '{ root: undefined }'].map(changesNothing),
  {
    name: 'returned fields are set, the others stay',
    run: async (subject) => {
      const service = serviceOf(subject, { root: '/srv', port: 80 })
      const action = `async () => ({ port: 8080, tags: ['x'] })`
      const { data, fields } = ok(await execute(subject, action, { service }))
      assert.deepEqual(fields, ['port', 'tags'])
      const { root, port, tags } = subject.codec.compile(MODEL).decode(data ?? new Uint8Array())
      assert.deepEqual([root, port, tags], ['/srv', 8080, ['x']])
    },
  },
  {
    name: 'a megabyte goes in and comes out as it was',
    run: async (subject) => {
      const blob = new Uint8Array(1 << 20).map((_, index) => index % 251)
      const service = serviceOf(subject, { blob })
      const action = `({ service }) => ({ blob: service.data.blob.toReversed() })`
      const { data } = ok(await execute(subject, action, { service }))
      const decoded = subject.codec.compile(MODEL).decode(data ?? new Uint8Array())
      assert.deepEqual(decoded['blob'], blob.toReversed())
    },
  },
  {
    name: 'fields that the schema does not have are refused, all of them by name',
    run: async (subject) => {
      const execution = await execute(subject, `() => ({ root: '/', prot: 1, tag: 2 })`)
      const { details } = failure(execution, 'AYS_FIELD_OWNED')
      assert.deepEqual(details?.['fields'], ['prot', 'tag'])
    },
  },
  {
    name: 'values that do not fit are refused, every fault at once',
    run: async (subject) => {
      const execution = await execute(subject, `() => ({ port: 70000, root: 5 })`)
      const { details } = failure(execution, 'AYS_DATA_INVALID')
      const faults: unknown = details?.['faults']
      assert.ok(Array.isArray(faults))
      assert.deepEqual(new Set(faults.map(({ path }) => path)), new Set(['port', 'root']))
    },
  },
  ...['7', `['root']`, 'new Map()', '(function* () {})()'].map(mayNotReturn),
  {
    name: 'what an action throws arrives with its code, its stack and its causes',
    run: async (subject) => {
      const action = `async function outer() {
        const inner = Object.assign(new TypeError('inner'), { code: 'E_INNER' })
        throw new Error('outer', { cause: inner })
      }`
      const { message, cause } = failure(await execute(subject, action), 'AYS_JOB_FAILED')
      assert.match(message, /site!web install failed: outer/)
      assert.equal(cause?.message, 'outer')
      assert.match(cause.stack ?? '', /at outer/)
      const { name, message: text, code } = cause.cause ?? {}
      assert.deepEqual([name, text, code], ['TypeError', 'inner', 'E_INNER'])
    },
  },
  ...[`'text'`, 'undefined', 'null', '{ status: 500 }'].map(mayThrow),
  {
    name: 'an action that throws ensures and emits nothing',
    run: async (subject) => {
      const action = `({ ensure, emit }) => { ensure('a', 'b'); emit('c'); throw new Error() }`
      const { outcome } = await execute(subject, action)
      assert.deepEqual(Object.keys(outcome).toSorted(), ['error', 'status'])
    },
  },
  {
    name: 'code that is not there, throws when loaded or is no function cannot be loaded',
    run: async (subject) => {
      const unknown = await execute(subject, `() => {}`, { code: 'f'.repeat(64) })
      assert.ok(failure(unknown, 'AYS_JOB_UNLOADABLE').cause)
      const throwing = await execute(subject, `throw new Error('at load'); export default () => {}`)
      assert.equal(failure(throwing, 'AYS_JOB_UNLOADABLE').cause?.message, 'at load')
      failure(await execute(subject, `export const install = () => {}`), 'AYS_JOB_UNLOADABLE')
      ok(await execute(subject, `() => {}`))
    },
  },
  {
    name: 'a call whose schema is not there cannot be loaded',
    run: async (subject) => {
      const service = { ...serviceOf(subject), schema: 'e'.repeat(64) }
      failure(await execute(subject, `() => {}`, { service }), 'AYS_JOB_UNLOADABLE')
    },
  },
]

function changesNothing(value: string): ExecutorCase {
  return {
    name: `an action that returns ${value} changes no data`,
    run: async (subject) => {
      const { data, fields } = ok(await execute(subject, `() => (${value})`))
      assert.deepEqual([data, fields], [undefined, []])
    },
  }
}

function mayNotReturn(value: string): ExecutorCase {
  return {
    name: `an action may not return ${value}`,
    run: async (subject) => {
      failure(await execute(subject, `() => ${value}`), 'AYS_DATA_INVALID')
    },
  }
}

function mayThrow(value: string): ExecutorCase {
  return {
    name: `an action may throw ${value}`,
    run: async (subject) => {
      failure(await execute(subject, `() => { throw ${value} }`), 'AYS_JOB_FAILED')
    },
  }
}
