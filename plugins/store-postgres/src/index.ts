/**
 * PostgreSQL store of AYS: shared by processes and hosts.
 *
 * @packageDocumentation
 */
export type { PostgresStoreOptions } from './options.ts'
export { eraseStore, openStore } from './plugin.ts'
export { PostgresStore } from './postgres-store.ts'
