import { MemoryStore, type PluginModules } from '@ays/core'

type StoreModule = Pick<PluginModules, 'openStore'>

/** By scheme, what comes with AYS and what its plugins bring. */
const MODULES: Readonly<Record<string, () => Promise<StoreModule>>> = {
  level: () => import('@ays/store-level'),
  lmdb: () => import('@ays/store-lmdb'),
  memory: async () => ({ openStore: () => new MemoryStore() }),
  postgres: () => import('@ays/store-postgres'),
  'redis+unix': () => import('@ays/store-redis'),
}

/** The module of the store at a URL. */
export async function storeModule(url: string): Promise<StoreModule> {
  const load = MODULES[url.slice(0, url.indexOf(':'))]
  if (load === undefined) throw new Error(`no store of the tests has the URL ${url}`)
  return load()
}
