import type { Fence, Lease, Store } from '@ays/core'
import { runLease } from '../state/keys.ts'

const TTL = 15_000

/** The right to drive a run, renewed until it is released or lost. */
export class RunLease implements AsyncDisposable {
  readonly #lease: Lease
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout

  private constructor(lease: Lease) {
    this.#lease = lease
    this.#timer = setInterval(() => void this.#renew(), TTL / 3)
    this.#timer.unref()
  }

  /** AYS_STORE_LEASE_HELD when another process drives the run. */
  static async take(store: Store, run: string): Promise<RunLease> {
    return new RunLease(await store.lease(runLease(run), { ttl: TTL }))
  }

  get fence(): Fence {
    return { lease: this.#lease.name, token: this.#lease.token }
  }

  /** Aborted, with the reason, once another process may drive the run. */
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
