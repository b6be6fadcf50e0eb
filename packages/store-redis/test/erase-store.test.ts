import { eraseStore, RedisStore } from '@ays/store-redis'
import { expect, it } from 'vitest'
import { startRedis } from './start-redis.ts'

it('erasing a repository leaves none of its keys, and those of others as they are', async () => {
  await using server = await startRedis()
  for (const repository of ['mine', 'theirs']) {
    await using store = new RedisStore({ url: server.url, repository })
    await store.open()
    await store.commit({ puts: [{ key: 'a', value: Uint8Array.of(1) }] })
  }
  await eraseStore(server.url, { folder: '', repository: 'mine' })
  const keys = await server.command('KEYS', '*')
  expect(keys).toHaveLength(3)
  expect(String(keys)).not.toContain('{mine}')
})
