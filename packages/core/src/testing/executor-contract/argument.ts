import assert from 'node:assert/strict'
import type { ExecutorCase } from './subject.ts'
import { execute, failure, ok, said, serviceOf } from './support.ts'

/** What an action gets. */
export const argumentCases: readonly ExecutorCase[] = [
  {
    name: 'an action gets its service, with its data decoded',
    run: async (subject) => {
      const data = { root: '/srv', port: 80, tags: ['a', 'b'] }
      const action = `({ service, log }) => log.info('said', { it: { ...service, data: { ...service.data, blob: 0 } } })`
      const execution = await execute(subject, action, { service: serviceOf(subject, data) })
      ok(execution)
      assert.deepEqual(said(execution), {
        role: 'site',
        name: 'web',
        uid: 'site-web',
        template: 'site',
        data: { ...data, blob: 0 },
      })
    },
  },
  {
    name: 'what is not set has the default of the schema',
    run: async (subject) => {
      const action = `({ service: { data }, log }) => log.info('said', { it: [data.root, data.port, data.tags] })`
      const execution = await execute(subject, action)
      assert.deepEqual(said(execution), ['', 0, []])
    },
  },
  {
    name: 'data is frozen, lists in it too',
    run: async (subject) => {
      const action = `({ service: { data }, log }) => {
        const tries = [() => { data.root = 'x' }, () => { data.more = 1 }, () => { data.tags.push('c') }]
        log.info('said', { it: tries.map((it) => { try { it(); return 'done' } catch (error) { return error.name } }) })
      }`
      const service = serviceOf(subject, { tags: ['a'] })
      const execution = await execute(subject, action, { service })
      assert.deepEqual(said(execution), ['TypeError', 'TypeError', 'TypeError'])
    },
  },
  {
    name: 'data that is not read is not decoded',
    run: async (subject) => {
      const service = { ...serviceOf(subject), data: new Uint8Array([1, 2, 3]) }
      ok(await execute(subject, `({ service }) => { service.name }`, { service }))
      failure(
        await execute(subject, `({ service }) => { service.data }`, { service }),
        'AYS_JOB_FAILED',
      )
    },
  },
  {
    name: 'parent and producers come by role, the parent among them and nobody twice',
    run: async (subject) => {
      const parent = serviceOf(subject, { port: 1 }, { role: 'node', name: 'n' })
      const other = serviceOf(subject, { port: 2 }, { role: 'node', name: 'o' })
      const disk = serviceOf(subject, { port: 3 }, { role: 'disk', name: 'd' })
      const action = `({ parent, producers, log }) => log.info('said', { it: [
        parent.name, parent.data.port,
        Object.entries(producers).map(([role, all]) => [role, all.map(({ name, data }) => [name, data.port])]),
      ] })`
      const producers = [parent, other, disk]
      const execution = await execute(subject, action, { parent, producers })
      ok(execution)
      const nodes = [
        'node',
        [
          ['n', 1],
          ['o', 2],
        ],
      ]
      assert.deepEqual(said(execution), ['n', 1, [nodes, ['disk', [['d', 3]]]]])
    },
  },
  {
    name: 'without a parent there is none',
    run: async (subject) => {
      const action = `({ parent, producers, log }) => log.info('said', { it: [parent === undefined, producers] })`
      assert.deepEqual(said(await execute(subject, action)), [true, {}])
    },
  },
  {
    name: 'args, attempt and idempotency key arrive',
    run: async (subject) => {
      const action = `({ args, attempt, idempotencyKey, log }) => log.info('said', { it: [args, attempt, idempotencyKey] })`
      const args = { deep: { list: [1, 'two', null, true] } }
      const execution = await execute(subject, action, { args, attempt: 3, idempotencyKey: 'k3' })
      assert.deepEqual(said(execution), [args, 3, 'k3'])
    },
  },
  {
    name: 'what an action ensures and emits is part of its outcome, in order, as it was then',
    run: async (subject) => {
      const action = `({ ensure, emit }) => {
        const data = { root: '/a' }
        ensure('disk.ssd', 'one', data)
        data.root = '/b'
        ensure('disk.ssd', 'two')
        emit('made', { count: 2 })
        emit('plain')
      }`
      const { ensured, emitted } = ok(await execute(subject, action))
      assert.deepEqual(ensured, [
        { template: 'disk.ssd', name: 'one', data: { root: '/a' } },
        { template: 'disk.ssd', name: 'two', data: {} },
      ])
      assert.deepEqual(emitted, [
        { event: 'made', payload: { count: 2 } },
        { event: 'plain', payload: null },
      ])
    },
  },
  {
    name: 'ensure refuses what is no name',
    run: async (subject) => {
      const error = failure(
        await execute(subject, `({ ensure }) => ensure('disk', 'a/b')`),
        'AYS_JOB_FAILED',
      )
      assert.equal(error.cause?.code, 'AYS_NAME_INVALID')
    },
  },
  {
    name: 'while planning exec is refused',
    run: async (subject) => {
      const execution = await execute(subject, `({ exec }) => exec('true')`, { planning: true })
      assert.equal(failure(execution, 'AYS_JOB_FAILED').cause?.code, 'AYS_USAGE')
    },
  },
  {
    name: 'what an action keeps in its module is not seen by another action',
    run: async (subject) => {
      const keep = `let kept = 0; export default ({ log }) => log.info('said', { it: ++kept })`
      ok(await execute(subject, keep))
      assert.equal(said(await execute(subject, `${keep} // of another template`)), 1)
    },
  },
]
