import { AysError, MemoryStore } from '@ays/core'
import { didYouMean } from '@ays/engine'
import type { Load, StoreModule } from './load-plugins.ts'

const level: Load<StoreModule> = () => import('@ays/store-level')
const redis: Load<StoreModule> = () => import('@ays/store-redis')
const memory: Load<StoreModule> = async () => ({ openStore: () => new MemoryStore() })

const BUILT_IN: ReadonlyMap<string, Load<StoreModule>> = new Map([
  ['level', level],
  ['memory', memory],
  ['redis', redis],
  ['rediss', redis],
  ['redis+unix', redis],
  ['redis+sentinel', redis],
  ['redis+cluster', redis],
])

/**
 * Loads the module of the stores with the scheme of this URL; nothing else of any store is loaded. AYS_STORE_URL
 * when nobody knows its scheme.
 */
export async function loadStore(
  text: string,
  plugins: ReadonlyMap<string, Load<StoreModule>>,
): Promise<StoreModule> {
  const scheme = text.slice(0, Math.max(text.indexOf(':'), 0))
  const load = plugins.get(scheme) ?? BUILT_IN.get(scheme)
  if (load !== undefined) return load()
  const known = [...BUILT_IN.keys(), ...plugins.keys()].toSorted()
  throw new AysError('AYS_STORE_URL', `"${withoutLogin(text)}" names no store`, {
    hint: [
      didYouMean(scheme, known) ?? 'Write a scheme and a place, such as level:.ays/db.',
      `Known here: ${known.join(', ')}; others come with plugins.`,
    ].join('\n'),
  })
}

/** What stands between `//` and `@` may hold a password. */
function withoutLogin(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//…@')
}
