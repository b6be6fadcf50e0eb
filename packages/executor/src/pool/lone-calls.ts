import { errorOutcome, unloadableError } from '@ays/core'
import { Batch } from './batch.ts'
import { Durations } from './durations.ts'
import { DEFAULT_GRACE, type PoolExecutorOptions } from './options.ts'
import type { PendingCall } from './pending-call.ts'
import { Workers, type WorkerScript } from './workers.ts'

/** Runs calls that a debugger looks at: each in a process of its own, whatever the workers of the pool are. */
export class LoneCalls implements AsyncDisposable {
  readonly #options: PoolExecutorOptions
  readonly #script: () => Promise<WorkerScript>
  readonly #workers = new Set<Workers>()

  constructor(options: PoolExecutorOptions, script: () => Promise<WorkerScript>) {
    this.#options = options
    this.#script = script
  }

  /** Resolves when the call is settled and its worker gone; never rejects. */
  async run(pending: PendingCall): Promise<void> {
    try {
      const script = await this.#script()
      if (pending.settled) return
      const workers = new Workers({ ...this.#options, kind: 'process' }, script, 1)
      this.#workers.add(workers)
      await this.#try(pending, workers)
      await workers.close()
      this.#workers.delete(workers)
    } catch (cause) {
      pending.settle(errorOutcome(unloadableError(pending.call, cause)))
    }
  }

  /** Kills the workers; returns when they are gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#workers].map((workers) => workers.close()))
  }

  /** Again when the worker died before it began. */
  async #try(pending: PendingCall, workers: Workers): Promise<void> {
    const { grace = DEFAULT_GRACE } = this.#options
    let again = true
    const giveBack = (left: readonly PendingCall[]) => {
      again = left.length > 0
    }
    while (again) {
      again = false
      await new Batch([pending], { workers, durations: new Durations(), grace, giveBack }).run()
    }
  }
}
