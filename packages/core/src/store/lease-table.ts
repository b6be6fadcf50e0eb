import { AysError } from '../errors/ays-error.ts'
import { fencedError, leaseHeldError, notOpenError, throwIfAborted } from './store-errors.ts'
import type { Fence, Lease, LeaseOptions } from './store.ts'
import { Wake } from './wake.ts'

interface Grant {
  readonly token: number
  ends: number
}

/** The leases of a store that lives in this process; its clock never goes back. */
export class LeaseTable {
  readonly #grants = new Map<string, Grant>()
  readonly #nextToken: () => number
  readonly #freed = new Wake()
  #closed = false

  /** `nextToken` gives a number above all it gave before, also in earlier processes. */
  constructor(nextToken: () => number) {
    this.#nextToken = nextToken
  }

  /** As Store.lease(). Without `wait` it has granted or failed before it returns. */
  async grant(name: string, { ttl, wait = false, signal }: LeaseOptions): Promise<Lease> {
    assertTtl(ttl)
    for (;;) {
      throwIfAborted(signal)
      if (this.#closed) throw notOpenError()
      const holder = this.#holder(name)
      if (holder === undefined) return this.#take(name, ttl)
      if (!wait) throw leaseHeldError(name)
      await this.#freed.wait(signal, holder.ends - performance.now())
    }
  }

  /** As Store.isLeased(). */
  isHeld(name: string): boolean {
    return this.#holder(name) !== undefined
  }

  /** Throws AYS_STORE_FENCED unless the lease is held under this token. */
  assertHeld(fence: Fence): void {
    this.#held(fence)
  }

  /** Voids every lease; who waits for one fails with AYS_STORE_NOT_OPEN. */
  close(): void {
    this.#closed = true
    this.#grants.clear()
    this.#freed.fire()
  }

  #take(name: string, ttl: number): Lease {
    const token = this.#nextToken()
    this.#grants.set(name, { token, ends: performance.now() + ttl })
    const fence = { lease: name, token }
    return {
      name,
      token,
      renew: async ({ signal } = {}) => {
        throwIfAborted(signal)
        this.#held(fence).ends = performance.now() + ttl
      },
      release: async () => {
        if (this.#grants.get(name)?.token !== token) return
        this.#grants.delete(name)
        this.#freed.fire()
      },
    }
  }

  #holder(name: string): Grant | undefined {
    const grant = this.#grants.get(name)
    return grant !== undefined && grant.ends > performance.now() ? grant : undefined
  }

  #held(fence: Fence): Grant {
    const holder = this.#holder(fence.lease)
    if (holder?.token !== fence.token) throw fencedError(fence)
    return holder
  }
}

/** Throws AYS_USAGE unless these are milliseconds above zero. */
export function assertTtl(ttl: number): void {
  if (Number.isFinite(ttl) && ttl > 0) return
  throw new AysError('AYS_USAGE', `${ttl} is not a time to live: it is milliseconds above zero`)
}
