import { registerContract, storeContract } from '@ays/core/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { startLesserServer } from './lesser-server.ts'
import { storesAt } from './stores-at.ts'

const lesser = await startLesserServer()
afterAll(() => lesser[Symbol.asyncDispose]())
const { open, harness } = storesAt(lesser.url)

describe('PostgresStore keeps the store contract on a server that has less than PostgreSQL, and undoes more', () => {
  registerContract(it, storeContract, harness)
})

it('stores that write one repository at the same time are undone there, and lose nothing', async () => {
  const before = lesser.undone()
  const stores = await Promise.all(Array.from({ length: 4 }, () => open('crowded')))
  const revisions = await Promise.all(
    stores.flatMap((store, n) =>
      Array.from({ length: 10 }, async (_, turn) => {
        const puts = [{ key: `${n}/${turn}`, value: Uint8Array.of(turn) }]
        return (await store.commit({ puts })).revision
      }),
    ),
  )
  expect(new Set(revisions).size).toBe(40)
  for (const store of stores) await store[Symbol.asyncDispose]()
  expect(lesser.undone()).toBeGreaterThan(before)
})

it('tables that were made one by one are completed by who comes next', async () => {
  await (await open('first'))[Symbol.asyncDispose]()
  await lesser.server.query('DROP TABLE ays_repository, ays_lease')
  await using store = await open('second')
  await expect(store.lease('a', { ttl: 1000 })).resolves.toBeDefined()
})
