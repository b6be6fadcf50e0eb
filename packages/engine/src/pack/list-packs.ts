import type { Repository } from '../repository/repository.ts'
import { hashFolder } from './hash-folder.ts'
import { type PackEntry, parsePackEntry } from './pack-entry.ts'
import { type LockedPack, readPackLock } from './pack-lock.ts'
import type { Pack } from './read-pack.ts'
import { resolvePack } from './resolve-packs.ts'

/** How a pack stands to ays.lock.json. */
export type PackState =
  /** It is what is pinned. */
  | 'pinned'
  /** It works, and nothing says that it is the same elsewhere. */
  | 'unpinned'
  /** The folder is not what was pinned: somebody works on it. */
  | 'changed'
  /** It cannot be used as it is. */
  | 'broken'
  /** Not of ays.yaml: a plugin brings it, for every repository of whoever has installed that. */
  | 'plugin'

export interface PackInfo {
  /** As ays.yaml has it; the name of the plugin that brings it. */
  readonly entry: string
  readonly kind: PackEntry['kind'] | 'plugin'
  readonly state: PackState
  /** Absent when it is broken and not pinned. */
  readonly name?: string
  readonly version?: string
  readonly integrity?: string
  /** Where its templates are, absolute. */
  readonly folders: readonly string[]
  /** Why it is broken. */
  readonly fault?: string
}

/** Every pack that ays.yaml names, in its order. AYS_INPUT_INVALID when ays.lock.json has faults. */
export async function listPacks({
  folder,
  packs,
}: Pick<Repository, 'folder' | 'packs'>): Promise<PackInfo[]> {
  const locked = await readPackLock(folder)
  return Promise.all(
    packs.map(async (text): Promise<PackInfo> => {
      const entry = parsePackEntry(text, folder)
      const { pack, fault } = await resolvePack(folder, entry, locked)
      const pinned = locked[text]
      return {
        entry: text,
        kind: entry.kind,
        state: pack ? await stateOf(entry, pinned) : 'broken',
        ...namesOf(pack ?? pinned),
        ...(pinned && { integrity: pinned.integrity }),
        folders: pack?.folders ?? [],
        ...(fault !== undefined && { fault }),
      }
    }),
  )
}

async function stateOf(entry: PackEntry, pinned: LockedPack | undefined): Promise<PackState> {
  if (!pinned) return 'unpinned'
  if (entry.kind !== 'folder') return 'pinned'
  return (await hashFolder(entry.path)) === pinned.integrity ? 'pinned' : 'changed'
}

function namesOf(named: Pick<Pack, 'name' | 'version'> | undefined) {
  if (!named) return {}
  const { name, version } = named
  return { name, ...(version === '' ? {} : { version }) }
}
