import type { StoreFactory } from '@ays/core'
import { RedisStore } from './redis-store.ts'

/** The URLs of {@link RedisStoreOptions}; warnings become warnings of the process. */
export const openStore: StoreFactory = (url, { folder, repository }) =>
  new RedisStore({
    url: String(url),
    folder,
    repository,
    onWarning: (text) => process.emitWarning(text, 'AysStoreWarning'),
  })
