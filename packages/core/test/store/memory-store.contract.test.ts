import { MemoryStore } from '@ays/core'
import { registerContract, storeContract } from '@ays/core/testing'
import { describe, it } from 'vitest'

describe('MemoryStore keeps the store contract', () => {
  registerContract(it, storeContract, {
    create: async () => {
      const store = new MemoryStore()
      await store.open()
      return store
    },
    destroy: (store) => store[Symbol.asyncDispose](),
  })
})
