import { resolve } from 'node:path'
import { AysError, type StoreFactory } from '@ays/core'
import { LevelStore } from './level-store.ts'

/** `level:PATH`, relative to the repository's folder. AYS_STORE_URL without a path. */
export const openStore: StoreFactory = (url, { folder }) => {
  const path = url.slice(url.indexOf(':') + 1)
  if (path === '' || path.startsWith('//')) throw urlError(url)
  return new LevelStore({ path: resolve(folder, decode(path)) })
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
