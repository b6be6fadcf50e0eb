import { JsonCodec } from '@ays/core'
import { codecContract, registerContract } from '@ays/core/testing'
import { describe, it } from 'vitest'

describe('JsonCodec keeps the codec contract', () => {
  registerContract(it, codecContract, {
    create: async () => new JsonCodec(),
    destroy: async () => undefined,
  })
})
