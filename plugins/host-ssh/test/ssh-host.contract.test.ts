import { hostContract, registerContract } from '@ays/core/testing'
import { runProgram } from '@ays/executor'
import { createHost } from '@ays/host-ssh'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type Sshd, startSshd } from './sshd.ts'

let sshd: Sshd
beforeAll(async () => {
  sshd = await startSshd()
})
afterAll(() => sshd[Symbol.asyncDispose]())

describe('the host of kind ssh keeps the host contract', () => {
  registerContract(it, hostContract, {
    create: async () => createHost(sshd.description, runProgram),
    destroy: async (host) => host[Symbol.asyncDispose](),
  })
})
