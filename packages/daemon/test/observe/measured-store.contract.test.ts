import { MemoryStore, silentMetrics } from '@ays/core'
import { registerContract, storeContract } from '@ays/core/testing'
import { describe, expect, it } from 'vitest'
import { MeasuredStore } from '../../src/observe/measured-store.ts'

describe('MeasuredStore keeps the store contract', () => {
  registerContract(it, storeContract, {
    create: async () => {
      const store = new MeasuredStore(new MemoryStore(), silentMetrics)
      await store.open()
      return store
    },
    destroy: (store) => store[Symbol.asyncDispose](),
  })
})

describe('MeasuredStore', () => {
  it('tells of each call how long it took, also of one that fails', async () => {
    const told: unknown[] = []
    const record = (...call: unknown[]) => void told.push(call)
    const store = new MeasuredStore(new MemoryStore(), { record })
    await expect(store.get('a')).rejects.toMatchObject({ code: 'AYS_STORE_NOT_OPEN' })
    expect(told).toEqual([['ays_store_seconds', expect.any(Number), { method: 'get' }]])
  })
})
