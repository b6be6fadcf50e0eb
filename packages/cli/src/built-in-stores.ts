import { MemoryStore, type PluginModules } from '@ays/core'

/** Loads a module at its first use; AYS_PLUGIN_BROKEN when that of a plugin is not what it should be. */
export type Load<T> = () => Promise<T>

/** What the module of a store exports. */
export type StoreModule = Pick<PluginModules, 'openStore' | 'eraseStore' | 'repairStore'>

const level: Load<StoreModule> = () => import('@ays/store-level')
const redis: Load<StoreModule> = () => import('@ays/store-redis')
const memory: Load<StoreModule> = async () => ({ openStore: () => new MemoryStore() })

/** The stores that come with AYS, by URL scheme. */
export const BUILT_IN_STORES: ReadonlyMap<string, Load<StoreModule>> = new Map([
  ['level', level],
  ['memory', memory],
  ['redis', redis],
  ['rediss', redis],
  ['redis+unix', redis],
  ['redis+sentinel', redis],
  ['redis+cluster', redis],
])
