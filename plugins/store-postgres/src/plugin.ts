import type { StoreEraser, StoreFactory } from '@ays/core'
import { eraseRepository } from './erase-repository.ts'
import { PostgresStore } from './postgres-store.ts'

/** The URLs of {@link PostgresStoreOptions}. */
export const openStore: StoreFactory = (url, { folder, repository, onWarning = warnProcess }) =>
  new PostgresStore({ url, folder, repository, onWarning })

/** Removes all rows of a repository; the tables stay, also when they are empty. */
export const eraseStore: StoreEraser = (url, { folder, repository }) =>
  eraseRepository({ url, folder, repository })

function warnProcess(text: string): void {
  process.emitWarning(text, 'AysStoreWarning')
}
