import { isAbsolute, resolve } from 'node:path'
import { AysError, type StoreFactory } from '@ays/core'
import { LevelStore } from './level-store.ts'

/** `level:PATH`, relative to the repository's folder. AYS_STORE_URL without a path. */
export const openStore: StoreFactory = (url, { folder }) => {
  const path = decodeURIComponent(url.pathname)
  if (path === '' || url.host !== '') {
    throw new AysError('AYS_STORE_URL', `${url.href} names no folder`, {
      hint: 'Write level:PATH, for example level:.ays/db',
    })
  }
  return new LevelStore({ path: isAbsolute(path) ? path : resolve(folder, path) })
}
