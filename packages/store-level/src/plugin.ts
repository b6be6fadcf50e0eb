import { resolve } from 'node:path'
import { AysError, type StoreFactory, type StoreRepairer } from '@ays/core'
import { LevelStore } from './level-store.ts'
import { repairDatabase } from './repair-database.ts'

/** `level:PATH`, relative to the repository's folder. AYS_STORE_URL without a path. */
export const openStore: StoreFactory = (url, { folder }) =>
  new LevelStore({ path: pathOf(url, folder) })

/** Keeps what LevelDB can read and what its checksums prove; revisions go on above all that ever were. */
export const repairStore: StoreRepairer = (url, { folder, onWarning = warnProcess }) =>
  repairDatabase(pathOf(url, folder), onWarning)

function pathOf(url: string, folder: string): string {
  const path = url.slice(url.indexOf(':') + 1)
  if (path === '' || path.startsWith('//')) throw urlError(url)
  return resolve(folder, decode(path))
}

function warnProcess(text: string): void {
  process.emitWarning(text, 'AysStoreWarning')
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    throw urlError(path, { cause })
  }
}

function urlError(url: string, options: ErrorOptions = {}): AysError {
  return new AysError('AYS_STORE_URL', `"${url}" names no folder`, {
    ...options,
    hint: 'Write level:PATH, for example level:.ays/db; a "%" of the path as %25.',
  })
}
