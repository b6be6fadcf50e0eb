import { AysError } from '@ays/core'
import { didYouMean } from '@ays/engine'
import { BUILT_IN_STORES, type Load, type StoreModule } from './built-in-stores.ts'

/**
 * Loads the module of the stores with the scheme of this URL; nothing else of any store is loaded. AYS_STORE_URL
 * when nobody knows its scheme.
 */
export async function loadStore(
  text: string,
  plugins: ReadonlyMap<string, Load<StoreModule>>,
): Promise<StoreModule> {
  const scheme = text.slice(0, Math.max(text.indexOf(':'), 0))
  const load = BUILT_IN_STORES.get(scheme) ?? plugins.get(scheme)
  if (load !== undefined) return load()
  const known = [...BUILT_IN_STORES.keys(), ...plugins.keys()].toSorted()
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
