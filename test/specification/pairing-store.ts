import type { Commit, CommitResult, MemoryStore, Store } from '@ays/core'

/** A store of which two commits can be made to meet. */
export interface Pairing {
  readonly store: Store
  /** Of the next two commits the first waits until the second is asked for. */
  begin(): void
  /** They have met. */
  readonly done: boolean
}

/** All but commits goes to this store as it is. */
export function pairCommits(memory: MemoryStore): Pairing {
  const pairing = new CommitPairing(memory)
  const store = new Proxy<Store>(memory, {
    get: (target, name) => {
      if (name === 'commit') return (commit: Commit) => pairing.commit(commit)
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => Reflect.apply(member, target, args)
    },
  })
  return Object.assign(pairing, { store })
}

class CommitPairing implements Omit<Pairing, 'store'> {
  readonly #memory: MemoryStore
  #begun = false
  #first: (() => void) | undefined
  done = false

  constructor(memory: MemoryStore) {
    this.#memory = memory
  }

  begin(): void {
    this.#begun = true
  }

  async commit(commit: Commit): Promise<CommitResult> {
    if (this.#begun && !this.done) await this.#meet()
    return this.#memory.commit(commit)
  }

  async #meet(): Promise<void> {
    if (!this.#first) return new Promise((resolve) => (this.#first = resolve))
    this.done = true
    this.#first()
  }
}
