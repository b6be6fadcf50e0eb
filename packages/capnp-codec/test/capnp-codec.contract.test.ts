import { CapnpCodec } from '@ays/capnp-codec'
import { codecContract, registerContract } from '@ays/core/testing'
import { describe, it } from 'vitest'

describe.each([
  { what: 'with generated code', generateCode: true },
  { what: 'with closures', generateCode: false },
])('CapnpCodec keeps the codec contract $what', ({ generateCode }) => {
  registerContract(it, codecContract, {
    create: async () => new CapnpCodec({ generateCode }),
    destroy: async () => undefined,
  })
})
