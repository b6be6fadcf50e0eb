import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerContract, storeContract } from '@ays/core/testing'
import { LmdbStore } from '@ays/store-lmdb'
import { afterAll, describe, it } from 'vitest'

const path = await mkdtemp(join(tmpdir(), 'ays-lmdb-'))
const repositories = new WeakMap<object, string>()
let next = 0

async function open(repository: string): Promise<LmdbStore> {
  const store = new LmdbStore({ path, repository })
  repositories.set(store, repository)
  await store.open()
  return store
}

describe('LmdbStore keeps the store contract', () => {
  afterAll(() => rm(path, { recursive: true }))
  registerContract(it, storeContract, {
    create: () => open(`repository-${next++}`),
    sibling: (store) => open(repositories.get(store) ?? ''),
    destroy: (store) => store[Symbol.asyncDispose](),
  })
})
