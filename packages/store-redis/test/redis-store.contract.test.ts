import { registerContract, storeContract } from '@ays/core/testing'
import { RedisStore } from '@ays/store-redis'
import { afterAll, describe, it } from 'vitest'
import { startRedis } from './start-redis.ts'

const server = await startRedis('--appendonly', 'yes', '--appendfsync', 'always')
const repositories = new WeakMap<object, string>()
let next = 0

async function open(repository: string): Promise<RedisStore> {
  const store = new RedisStore({ url: server.url, repository })
  repositories.set(store, repository)
  await store.open()
  return store
}

describe('RedisStore keeps the store contract', () => {
  afterAll(() => server[Symbol.asyncDispose]())
  registerContract(it, storeContract, {
    create: () => open(`repository-${next++}`),
    sibling: (store) => open(repositories.get(store) ?? ''),
    destroy: (store) => store[Symbol.asyncDispose](),
  })
})
