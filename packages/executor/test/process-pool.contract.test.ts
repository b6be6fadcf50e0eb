import { executorContract, registerContract } from '@ays/core/testing'
import { describe, it } from 'vitest'
import { poolSubject } from './support/executors.ts'

describe('a pool of processes keeps the executor contract', () => {
  registerContract(it, executorContract, {
    create: async () => poolSubject({ kind: 'process' }),
    destroy: async ({ executor }) => executor[Symbol.asyncDispose](),
  })
})
