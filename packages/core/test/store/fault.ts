import { type Commit, MemoryStore, type Store } from '@ays/core'
import { type ContractCase, type ContractHarness, storeContract } from '@ays/core/testing'
import { delegate } from './delegate.ts'
import { SharedMemory } from './shared-memory.ts'

/** A store that breaks a promise, and the cases of the contract that must say so: no other may. */
export interface Fault {
  /** What the store does wrong. */
  readonly name: string
  readonly fails: readonly string[]
  /** The methods in which it differs from a store that keeps the contract. */
  readonly break: (store: Store) => Partial<Store>
}

/** For a fault that reads before it commits: the bytes of the caller as they are now. */
export function copied(commit: Commit): Commit {
  const puts = commit.puts?.map(({ key, value }) => ({ key, value: value.slice() }))
  return { ...commit, ...(puts && { puts }) }
}

/** The cases that fail on a store with this fault. */
export async function failingCases(fault: Fault): Promise<string[]> {
  const failed = await Promise.all(
    storeContract.map(async (contract) => ((await passes(contract, fault)) ? [] : [contract.name])),
  )
  return failed.flat()
}

async function passes({ skip, run }: ContractCase<Store>, fault: Fault): Promise<boolean> {
  const harness = createHarness(fault)
  const store = await harness.create()
  if (skip?.(store) !== undefined) return true
  try {
    await run(store, harness)
    return true
  } catch {
    return false
  } finally {
    await harness.destroy(store)
  }
}

function createHarness(fault: Fault): ContractHarness<Store> {
  const server = new MemoryStore()
  const open = async () => {
    const store = new SharedMemory(server)
    await store.open()
    const good = delegate(store)
    return Object.assign(delegate(store), fault.break(good))
  }
  return { create: open, sibling: open, destroy: async (store) => store[Symbol.asyncDispose]() }
}
