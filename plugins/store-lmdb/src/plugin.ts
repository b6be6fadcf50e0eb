import { resolve } from 'node:path'
import { AysError, type StoreEraser, type StoreFactory } from '@ays/core'
import { eraseRepository } from './erase-repository.ts'
import { LmdbStore } from './lmdb-store.ts'

/** `lmdb:PATH`, relative to the repository's folder. AYS_STORE_URL without a path. */
export const openStore: StoreFactory = (url, { folder, repository }) =>
  new LmdbStore({ path: pathOf(url, folder), repository })

/** Removes all of one repository; its room is used again by what is written next. */
export const eraseStore: StoreEraser = (url, { folder, repository }) =>
  eraseRepository({ path: pathOf(url, folder), repository })

function pathOf(url: string, folder: string): string {
  const path = url.slice(url.indexOf(':') + 1)
  if (path === '' || path.startsWith('//')) throw urlError(url)
  return resolve(folder, decode(path))
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
    hint: 'Write lmdb:PATH, for example lmdb:.ays/lmdb; a "%" of the path as %25.',
  })
}
