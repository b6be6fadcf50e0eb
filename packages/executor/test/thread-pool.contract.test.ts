import { executorContract, registerContract } from '@ays/core/testing'
import { describe, it } from 'vitest'
import { poolSubject } from './support/executors.ts'

describe('a pool of threads keeps the executor contract', () => {
  registerContract(it, executorContract, {
    create: async () => poolSubject({ kind: 'thread' }),
    destroy: async ({ executor }) => executor[Symbol.asyncDispose](),
  })
})
