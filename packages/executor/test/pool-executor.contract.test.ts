import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContractSources, executorContract, registerContract } from '@ays/core/testing'
import { PoolExecutor } from '@ays/executor'
import { afterAll, describe, it } from 'vitest'
import { codec } from './support/codec.ts'

const root = await mkdtemp(join(tmpdir(), 'ays-executor-'))
afterAll(() => rm(root, { recursive: true }))

describe.each(['process', 'thread'] as const)(
  'a pool of type %s keeps the executor contract',
  (kind) => {
    registerContract(it, executorContract, {
      create: async () => {
        const sources = new ContractSources()
        const codecUrl = new URL('support/codec.ts', import.meta.url).href
        const executor = new PoolExecutor({
          folder: join(root, kind),
          codecUrl,
          sources,
          kind,
          workers: 2,
          heapMegabytes: 64,
          grace: 500,
        })
        return { executor, codec, sources }
      },
      destroy: ({ executor }) => executor[Symbol.asyncDispose](),
    })
  },
)
