import { serialize } from 'node:v8'
import { expect, it } from 'vitest'
import { makeCall } from '../../src/state/action-call.ts'
import { serviceOf } from '../support/service-of.ts'

const head = {
  id: '',
  code: '',
  action: 'install',
  args: {},
  attempt: 1,
  idempotencyKey: '',
  timeout: 1000,
  planning: false,
}

it('a message of many calls holds the data that they share once', () => {
  const data = new Uint8Array(10_000).fill(7)
  const producer = serviceOf({ role: 'net', name: 'n' }, { data })
  const links = [{ ...producer, argname: 'net', parent: false, named: true }]
  const calls = Array.from({ length: 100 }, (_, at) =>
    makeCall(head, serviceOf({ role: 'vm', name: `v${at}` }, { links }), () => producer),
  )
  expect(calls.map(({ producers }) => producers[0]?.data.length)).toEqual(calls.map(() => 10_000))
  expect(serialize(calls).length).toBeLessThan(100_000)
})
