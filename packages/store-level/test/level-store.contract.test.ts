import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerContract, storeContract } from '@ays/core/testing'
import { LevelStore } from '@ays/store-level'
import { afterAll, describe, it } from 'vitest'

const root = await mkdtemp(join(tmpdir(), 'ays-level-'))
let next = 0

describe('LevelStore keeps the store contract', () => {
  afterAll(() => rm(root, { recursive: true }))
  registerContract(it, storeContract, {
    create: async () => {
      const store = new LevelStore({ path: join(root, String(next++)) })
      await store.open()
      return store
    },
    destroy: (store) => store[Symbol.asyncDispose](),
  })
})
