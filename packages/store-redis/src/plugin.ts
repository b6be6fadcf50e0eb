import type { StoreFactory } from '@ays/core'
import { RedisStore } from './redis-store.ts'

/** The URLs of {@link RedisStoreOptions}. */
export const openStore: StoreFactory = (url, { folder, repository, onWarning = warnProcess }) =>
  new RedisStore({ url, folder, repository, onWarning })

function warnProcess(text: string): void {
  process.emitWarning(text, 'AysStoreWarning')
}
