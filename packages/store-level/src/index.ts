/**
 * LevelDB store of AYS: in the process, no server.
 *
 * @packageDocumentation
 */
export { LevelStore } from './level-store.ts'
export type { LevelStoreOptions } from './options.ts'
export { openStore, repairStore } from './plugin.ts'
