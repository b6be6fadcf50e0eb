import { createLocalHost } from '@ays/core'
import { hostContract, registerContract } from '@ays/core/testing'
import { runProgram } from '@ays/executor'
import { describe, it } from 'vitest'

describe('the host of kind local keeps the host contract', () => {
  registerContract(it, hostContract, {
    create: async () => createLocalHost({ kind: 'local' }, runProgram),
    destroy: async (host) => host[Symbol.asyncDispose](),
  })
})
