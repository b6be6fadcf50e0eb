import type { Fence, Lease, LeaseOptions, Store } from '@ays/core'

const TTL = 15_000

/** A lease that is renewed until it is released or lost. */
export class HeldLease implements AsyncDisposable {
  readonly #lease: Lease
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout

  private constructor(lease: Lease, ttl: number) {
    this.#lease = lease
    this.#timer = setInterval(() => void this.#renew(), ttl / 3)
    this.#timer.unref()
  }

  /** AYS_STORE_LEASE_HELD when another process has it, unless it shall `wait`. */
  static async take(
    store: Store,
    name: string,
    { ttl = TTL, ...options }: Partial<LeaseOptions> = {},
  ): Promise<HeldLease> {
    return new HeldLease(await store.lease(name, { ttl, ...options }), ttl)
  }

  get fence(): Fence {
    return { lease: this.#lease.name, token: this.#lease.token }
  }

  /** Aborted, with the reason, once another process may have it. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.#lease.release()
  }

  async #renew(): Promise<void> {
    try {
      await this.#lease.renew()
    } catch (error) {
      clearInterval(this.#timer)
      this.#lost.abort(error)
    }
  }
}
