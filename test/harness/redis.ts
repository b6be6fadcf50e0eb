export { type RedisServer, startRedis } from '../../packages/store-redis/test/start-redis.ts'
