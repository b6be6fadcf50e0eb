import type { PackFolder } from '@ays/core'
import type { PackInfo } from '@ays/engine'

/** The packs that plugins bring, as a list of packs shows them: one for each plugin. */
export function pluginPacks(packs: readonly PackFolder[]): PackInfo[] {
  const names = [...new Set(packs.map(({ name }) => name))]
  return names.map((name) => {
    const own = packs.filter((pack) => pack.name === name)
    const version = own[0]?.version
    return {
      entry: name,
      kind: 'plugin',
      state: 'plugin',
      name,
      ...(version !== undefined && { version }),
      folders: own.map(({ folder }) => folder),
    }
  })
}
