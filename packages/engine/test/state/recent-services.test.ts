import { JsonCodec, MemoryStore, type Records as Model } from '@ays/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keys } from '../../src/state/keys.ts'
import { RecentServices } from '../../src/state/recent-services.ts'
import { Records } from '../../src/state/records.ts'
import { serviceOf } from '../support/service-of.ts'

const A = { role: 'node', name: 'a' }
const B = { role: 'node', name: 'b' }

let store: MemoryStore
let records: Records
let recent: RecentServices

beforeEach(async () => {
  store = new MemoryStore()
  await store.open()
  records = new Records(store, new JsonCodec())
  recent = new RecentServices(records)
})

afterEach(() => store[Symbol.asyncDispose]())

const put = (service: Model.Service) =>
  store.commit({
    puts: [{ key: keys.service(service), value: records.codecs.service.encode(service) }],
  })

it('a service is read as it is stored now, and decoded once while it stays so', async () => {
  await put(serviceOf(A, { line: 1 }))
  const [first, missing] = await recent.read([A, B])
  expect(first?.value.line).toBe(1)
  expect(missing).toBeUndefined()
  expect((await recent.read([A]))[0]).toBe(first)
  await put(serviceOf(A, { line: 2 }))
  expect((await recent.read([A]))[0]?.value.line).toBe(2)
})

it('what is remembered is not asked of the store again; what is not is read', async () => {
  await put(serviceOf(A, { line: 1 }))
  await recent.read([A])
  await put(serviceOf(A, { line: 2 }))
  await put(serviceOf(B, { line: 3 }))
  const recalled = await recent.recall([B, A])
  expect(recalled.map((stored) => stored?.value.line)).toEqual([3, 1])
})

it('what a commit wrote is remembered with its version', async () => {
  const service = serviceOf(A, { line: 7 })
  const { versions } = await put(service)
  recent.note([service], versions)
  const [recalled] = await recent.recall([A])
  expect(recalled?.value).toBe(service)
  expect(recalled?.version).toBe((await store.get(keys.service(A)))?.version)
})
