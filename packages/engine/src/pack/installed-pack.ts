import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { LockedPack } from './pack-lock.ts'

/** Where installed packs are: made of ays.yaml and ays.lock.json, at any time again. */
export const packsFolder = (repository: string): string => join(repository, '.ays/packs')

/**
 * The folder that an installed pack has for itself, below {@link packsFolder}: another for other bytes or other
 * dependencies, so that what is there is never changed.
 */
export function folderOfPack({ name, version, integrity, packages }: LockedPack): string {
  const content = createHash('sha256').update(JSON.stringify([integrity, packages ?? {}]))
  return `${name.replace('/', '+')}@${version}-${content.digest('hex').slice(0, 12)}`
}

/** The package itself, with what it depends on beside it in `node_modules`. */
export function rootOfPack(repository: string, locked: LockedPack): string {
  return join(packsFolder(repository), folderOfPack(locked), 'node_modules', locked.name)
}
