import type { Store } from '@ays/core'
import type { Repository } from '@ays/engine'
import type { ToolOptions } from './app.ts'
import { loadStore } from './load-store.ts'

export interface OpenStoreOptions extends ToolOptions {
  readonly repository: Repository
  readonly signal: AbortSignal
}

/** Opens the store at a URL for this repository, with no engine over it. AYS_STORE_URL; else as Store.open(). */
export async function openStoreAt(
  url: string,
  { repository: { folder, id }, plugins, onWarning, signal }: OpenStoreOptions,
): Promise<Store> {
  const { openStore } = await loadStore(url, plugins.stores)
  const store = openStore(url, { folder, repository: id, onWarning })
  await store.open({ signal })
  return store
}
