import type { Store } from '@ays/core'
import type { ContractHarness } from '@ays/core/testing'
import { PostgresStore } from '@ays/store-postgres'

/** Stores at a server; those of the contract have a repository each, and siblings the same one. */
export function storesAt(url: string) {
  const repositories = new WeakMap<object, string>()
  let next = 0
  const open = async (repository: string): Promise<PostgresStore> => {
    const store = new PostgresStore({ url, repository })
    repositories.set(store, repository)
    await store.open()
    return store
  }
  const harness: ContractHarness<Store> = {
    create: () => open(`repository-${next++}`),
    sibling: (store) => open(repositories.get(store) ?? ''),
    destroy: async (store) => store[Symbol.asyncDispose](),
  }
  return { open, harness }
}
