import { registerContract, storeContract } from '@ays/core/testing'
import { RedisStore } from '@ays/store-redis'
import { afterAll, describe, it } from 'vitest'
import { startCluster } from './start-cluster.ts'
import { startRedis } from './start-redis.ts'

const [server, cluster] = await Promise.all([
  startRedis('--appendonly', 'yes', '--appendfsync', 'always'),
  startCluster(),
])
const repositories = new WeakMap<object, string>()
let next = 0

async function open(url: string, repository: string): Promise<RedisStore> {
  const store = new RedisStore({ url, repository })
  repositories.set(store, repository)
  await store.open()
  return store
}

const register = (url: string) => {
  registerContract(it, storeContract, {
    create: () => open(url, `repository-${next++}`),
    sibling: (store) => open(url, repositories.get(store) ?? ''),
    destroy: (store) => store[Symbol.asyncDispose](),
  })
}

describe('RedisStore on one server keeps the store contract', () => {
  afterAll(() => server[Symbol.asyncDispose]())
  register(server.url)
})

describe('RedisStore on a cluster of three nodes keeps the store contract', () => {
  afterAll(() => cluster[Symbol.asyncDispose]())
  register(cluster.url)
})
