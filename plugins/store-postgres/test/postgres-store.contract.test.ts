import { registerContract, storeContract } from '@ays/core/testing'
import { PostgresStore } from '@ays/store-postgres'
import { afterAll, describe, it } from 'vitest'
import { startPostgres } from './start-postgres.ts'

const server = await startPostgres()
const repositories = new WeakMap<object, string>()
let next = 0

async function open(repository: string): Promise<PostgresStore> {
  const store = new PostgresStore({ url: server.url, repository })
  repositories.set(store, repository)
  await store.open()
  return store
}

describe('PostgresStore keeps the store contract', () => {
  afterAll(() => server[Symbol.asyncDispose]())
  registerContract(it, storeContract, {
    create: () => open(`repository-${next++}`),
    sibling: (store) => open(repositories.get(store) ?? ''),
    destroy: (store) => store[Symbol.asyncDispose](),
  })
})
