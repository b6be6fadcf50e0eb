import { AysError, type Commit, type CommitResult, type MemoryStore, type Store } from '@ays/core'

/** Where the process that uses the store dies: at its commit of this number, before it or after it. */
export interface Crash {
  readonly commit: number
  readonly done: boolean
}

/** A process that dies at one of its commits: from then on it does nothing to the store any more. */
export function crashingStore(store: MemoryStore, crash: Crash): Store {
  const process = new DyingProcess(store, crash)
  return new Proxy<Store>(store, {
    get: (target, name) => {
      if (name === 'commit') return (commit: Commit) => process.commit(commit)
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        process.assertAlive()
        return Reflect.apply(member, target, args)
      }
    },
  })
}

class DyingProcess {
  readonly #store: Store
  readonly #crash: Crash
  #commits = 0
  #dead = false

  constructor(store: Store, crash: Crash) {
    this.#store = store
    this.#crash = crash
  }

  assertAlive(): void {
    if (this.#dead) throw new AysError('AYS_STORE_NOT_OPEN', 'this process has died')
  }

  async commit(commit: Commit): Promise<CommitResult> {
    this.assertAlive()
    this.#dead = this.#commits++ === this.#crash.commit
    if (!this.#dead) return this.#store.commit(commit)
    if (this.#crash.done) await this.#store.commit(commit)
    throw new AysError('AYS_STORE_NOT_OPEN', 'this process has died')
  }
}
