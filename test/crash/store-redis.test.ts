import { RedisStore } from '@ays/store-redis'
import { startRedis } from '../harness/redis.ts'
import { soakOf } from '../harness/soak.ts'
import { testKills } from './killed-server.ts'

testKills({
  name: 'Redis',
  soak: soakOf(20_261_125),
  patience: 10_000,
  start: () => startRedis('--appendonly', 'yes', '--appendfsync', 'always'),
  create: (written) => new RedisStore(written),
})
