import { createHash } from 'node:crypto'
import { RedisStore } from '@ays/store-redis'
import { startRedis } from './start-redis.mjs'

/** One check, the puts and the deletes, with the index that an ordered scan needs. */
const RAW_SCRIPT = `
local checks, puts = tonumber(ARGV[1]), tonumber(ARGV[2])
local at = 3
for _ = 1, checks do
  redis.call('HGET', KEYS[1], ARGV[at])
  at = at + 1
end
for _ = 1, puts do
  redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1])
  redis.call('ZADD', KEYS[2], 0, ARGV[at])
  at = at + 2
end
for n = at, #ARGV do
  redis.call('HDEL', KEYS[1], ARGV[n])
  redis.call('ZREM', KEYS[2], ARGV[n])
end
return redis.call('HINCRBY', KEYS[1], 'revision', 1)`

export const name = 'Redis, appendfsync always'

/** Our store and the library, on one real server. */
export async function open(folder) {
  const server = await startRedis(folder)
  const { client, url } = server
  await client.script('LOAD', RAW_SCRIPT)
  const sha = createHash('sha1').update(RAW_SCRIPT).digest('hex')
  const store = new RedisStore({ url, repository: 'bench' })
  await store.open()
  const commit = ({ checks = [], puts, deletes = [] }) => {
    const args = [checks.length, puts.length, ...checks.map(({ key }) => key)]
    for (const { key, value } of puts) args.push(key, value)
    return client.call('evalsha', [sha, 2, 'raw:val', 'raw:idx', ...args, ...deletes])
  }
  return {
    store,
    commit,
    commits: (all) => Promise.all(all.map(commit)),
    get: (key) => client.hgetBuffer('raw:val', key),
    getMany: (keys) => client.hmgetBuffer('raw:val', ...keys),
    scan: async (prefix, limit) => {
      const bounds = [`[${prefix}`, `[${prefix}~`]
      const keys = await client.zrangebylex('raw:idx', ...bounds, 'LIMIT', 0, limit)
      await client.hmgetBuffer('raw:val', ...keys)
    },
    bytes: async () => {
      const keys = ['val', 'idx', 'log'].map((part) => `ays:{bench}:${part}`)
      const sizes = await Promise.all(keys.map((key) => client.memory('USAGE', key, 'SAMPLES', 0)))
      return sizes.reduce((a, b) => a + b, 0)
    },
    close: async () => {
      await store[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
