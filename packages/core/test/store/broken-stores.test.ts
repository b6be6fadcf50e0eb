import { MemoryStore } from '@ays/core'
import { registerContract, storeContract } from '@ays/core/testing'
import { describe, expect, it } from 'vitest'
import { committingFaults } from './committing-faults.ts'
import { concurrencyFaults } from './concurrency-faults.ts'
import { failingCases } from './fault.ts'
import { idFaults } from './id-faults.ts'
import { leaseFaults } from './lease-faults.ts'
import { lifecycleFaults } from './lifecycle-faults.ts'
import { readingFaults } from './reading-faults.ts'
import { scanningFaults } from './scanning-faults.ts'
import { SharedMemory } from './shared-memory.ts'
import { watchingFaults } from './watching-faults.ts'

const servers = new WeakMap<object, MemoryStore>()

async function open(server: MemoryStore): Promise<SharedMemory> {
  const store = new SharedMemory(server)
  servers.set(store, server)
  await store.open()
  return store
}

describe('what the broken stores are made of keeps the contract', () => {
  registerContract(it, storeContract, {
    create: () => open(new MemoryStore()),
    sibling: (store) => open(servers.get(store) ?? new MemoryStore()),
    destroy: (store) => store[Symbol.asyncDispose](),
  })
})

const faults = [
  ...readingFaults,
  ...scanningFaults,
  ...committingFaults,
  ...idFaults,
  ...concurrencyFaults,
  ...leaseFaults,
  ...watchingFaults,
  ...lifecycleFaults,
]

describe('the contract fails, exactly where it should, on a store that', () => {
  it.concurrent.each(faults.map((fault) => [fault.name, fault] as const))(
    '%s',
    async (_, fault) => {
      const failed = await failingCases(fault)
      expect(failed.toSorted()).toEqual(fault.fails.toSorted())
    },
  )
})

it('every case of the contract is failed by some broken store', () => {
  const failed = new Set(faults.flatMap(({ fails }) => fails))
  expect(storeContract.map(({ name }) => name).filter((name) => !failed.has(name))).toEqual([])
})
