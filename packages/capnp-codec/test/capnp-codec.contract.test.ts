import { CapnpCodec } from '@ays/capnp-codec'
import { codecContract, registerContract } from '@ays/core/testing'
import { describe, it } from 'vitest'

describe('CapnpCodec keeps the codec contract', () => {
  registerContract(it, codecContract, {
    create: async () => new CapnpCodec(),
    destroy: async () => undefined,
  })
})
