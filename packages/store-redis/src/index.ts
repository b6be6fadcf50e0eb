/**
 * Redis store of AYS: shared by several processes and hosts.
 *
 * @packageDocumentation
 */
export { eraseStore } from './erase-store.ts'
export type { RedisStoreOptions } from './options.ts'
export { openStore } from './plugin.ts'
export { RedisStore } from './redis-store.ts'
