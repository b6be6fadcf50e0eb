import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createCaredSite } from '../harness/care.ts'
import { type RedisServer, startRedis } from '../harness/redis.ts'
import type { TempRepository } from '../harness/temp-repository.ts'

/** For the tests of a file a Redis server, for each of them a site. */
export interface Cared {
  readonly redis: RedisServer
  readonly site: TempRepository
}

/** Starts and ends them around the tests of the file that calls it. */
export function useCared(): Cared {
  let redis: RedisServer
  let site: TempRepository
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis[Symbol.asyncDispose]())
  beforeEach(async () => {
    site = await createCaredSite()
  })
  afterEach(() => site[Symbol.asyncDispose]())
  return {
    get redis() {
      return redis
    },
    get site() {
      return site
    },
  }
}
