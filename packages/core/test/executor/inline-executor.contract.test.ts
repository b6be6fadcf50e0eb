import { InlineExecutor, JsonCodec } from '@ays/core'
import { ContractSources, executorContract, registerContract } from '@ays/core/testing'
import { describe, it } from 'vitest'

describe('InlineExecutor keeps the executor contract', () => {
  registerContract(it, executorContract, {
    create: async () => {
      const [codec, sources] = [new JsonCodec(), new ContractSources()]
      const executor = new InlineExecutor({ codec, sources, capacity: 4, grace: 50 })
      return { executor, codec, sources }
    },
    destroy: ({ executor }) => executor[Symbol.asyncDispose](),
  })
})
