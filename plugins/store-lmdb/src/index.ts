/**
 * LMDB store of AYS: several processes, one file, no server.
 *
 * @packageDocumentation
 */
export { LmdbStore } from './lmdb-store.ts'
export type { LmdbStoreOptions } from './options.ts'
export { eraseStore, openStore } from './plugin.ts'
