import { Cluster, Redis } from 'ioredis'
import type { Endpoint, RedisTarget } from './parse-url.ts'

/** What the store needs of both. */
export type Client = Redis | Cluster

/** A silent server counts as lost after this many milliseconds. */
const SILENCE = 15_000
/** The longest wait of a blocking read; well below {@link SILENCE}. */
export const BLOCK = 5000

/** Doubles up to two seconds, scattered so that many clients do not come back at once. */
function backOff(times: number): number {
  return Math.min(2000, 25 * 2 ** Math.min(times, 10)) * (0.75 + Math.random() / 4)
}

/** Sends nothing twice by itself: whoever asked knows whether that may be. */
export function createClient(target: RedisTarget): Client {
  const { kind, endpoints, name, db } = target
  const common = commonOptions(target)
  if (kind === 'cluster') return createCluster(endpoints, common)
  if (kind === 'sentinel') return new Redis({ ...common, db, ...sentinelOptions(target) })
  return new Redis({ ...common, db, ...(kind === 'unix' ? { path: name } : endpoints[0]) })
}

function createCluster(
  nodes: readonly Endpoint[],
  redisOptions: ReturnType<typeof commonOptions>,
): Cluster {
  return new Cluster([...nodes], {
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: backOff,
    redisOptions,
  })
}

function commonOptions({ username, password, tls }: RedisTarget) {
  return {
    lazyConnect: true,
    protocol: 2 as const,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // Rejects what was under way as soon as the connection is lost.
    maxRetriesPerRequest: 0,
    retryStrategy: backOff,
    socketTimeout: SILENCE,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { tls }),
  }
}

function sentinelOptions({ endpoints, name, tls }: RedisTarget) {
  return {
    name,
    sentinels: [...endpoints],
    sentinelRetryStrategy: backOff,
    enableTLSForSentinelMode: tls !== undefined,
    ...(tls === undefined ? {} : { sentinelTLS: tls }),
    // The old master refuses writes when another was chosen: find the new one, then ask again.
    reconnectOnError: (error: Error): 2 | false => (error.message.includes('READONLY') ? 2 : false),
  }
}
