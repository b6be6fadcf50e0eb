import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import type { Diagnostic, PackFolder } from '@ays/core'
import { isFolder } from '../repository/is-folder.ts'
import type { Repository } from '../repository/repository.ts'
import { rootOfPack } from './installed-pack.ts'
import { type PackEntry, parsePackEntry } from './pack-entry.ts'
import { type LockedPacks, readPackLock } from './pack-lock.ts'
import { type Pack, type PackReading, readPack } from './read-pack.ts'

/** Packs that were found, and a warning for each that was not. */
export interface ResolvedPacks {
  readonly packs: readonly PackFolder[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The folders of templates that `packs:` names, in its order. A pack that is not there is skipped with a
 * warning (AYS_PLUGIN_BROKEN). AYS_INPUT_INVALID when ays.lock.json has faults.
 */
export async function resolvePacks({
  folder,
  packs,
}: Pick<Repository, 'folder' | 'packs'>): Promise<ResolvedPacks> {
  const locked = packs.length === 0 ? {} : await readPackLock(folder)
  const packFolders: PackFolder[] = []
  const diagnostics: Diagnostic[] = []
  for (const text of packs) {
    const { pack, fault } = await resolvePack(folder, parsePackEntry(text, folder), locked)
    if (fault !== undefined) diagnostics.push(skipped(text, fault))
    if (pack) packFolders.push(...toPackFolders(pack))
  }
  return { packs: packFolders, diagnostics }
}

/**
 * A folder stands for itself. A package or a tarball that ays.lock.json pins is what `ays pack install` has
 * installed; a package that it does not pin is the one in a `node_modules` here or above.
 */
export async function resolvePack(
  folder: string,
  entry: PackEntry,
  locked: LockedPacks,
): Promise<PackReading> {
  if (entry.kind === 'folder') return readPackFolder(entry.path)
  const pinned = locked[entry.text]
  const root = pinned ? rootOfPack(folder, pinned) : await findUnpinned(folder, entry)
  if (root === undefined || !(await isFolder(root))) return { fault: 'it is not installed here' }
  const reading = await readPack(root)
  const { pack } = reading
  return pack && entry.kind === 'package' ? { pack: { ...pack, name: entry.name } } : reading
}

/** A package, or simply a folder of templates. */
export async function readPackFolder(path: string): Promise<PackReading> {
  if (!(await isFolder(path))) return { fault: `there is no folder ${path}` }
  const reading = await readPack(path)
  if (!reading.plain) return reading
  return { pack: { name: basename(path), version: '', folders: [path] } }
}

/** Walks node_modules itself: `exports` of a package may hide its package.json from require. */
async function findUnpinned(folder: string, entry: PackEntry): Promise<string | undefined> {
  if (entry.kind !== 'package') return undefined
  const { name } = entry
  const places = createRequire(join(folder, 'package.json')).resolve.paths(name) ?? []
  for (const place of places) {
    if (await isFolder(join(place, name))) return join(place, name)
  }
  return undefined
}

function toPackFolders({ name, version, folders }: Pack): PackFolder[] {
  return folders.map((folder) => ({ name, folder, ...(version === '' ? {} : { version }) }))
}

function skipped(text: string, why: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'AYS_PLUGIN_BROKEN',
    summary: `the pack "${text}" of ays.yaml is skipped: ${why}`,
    detail:
      'Install what ays.yaml names with: ays pack install. A path starts at the folder of ays.yaml.',
  }
}
