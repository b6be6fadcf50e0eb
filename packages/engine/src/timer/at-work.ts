import type { Records as Model, RunEvent } from '@ays/core'
import { addressOf, keyOf } from '../state/action-ref.ts'

type Job = Model.Job

const OPEN: ReadonlySet<string> = new Set(['new', 'running'])

/** The jobs of recurring runs that this process drives and that have not ended. */
export class AtWork {
  readonly #refs = new Set<string>()
  /** Those that have not been started, by run and number. */
  readonly #waiting = new Set<string>()

  /** How many have not been started. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** True while the action, `role!name action`, is at work. */
  has(ref: string): boolean {
    return this.#refs.has(ref)
  }

  add(run: string, jobs: readonly Job[]): void {
    for (const job of jobs) {
      this.#refs.add(refOf(job))
      this.#waiting.add(`${run} ${job.number}`)
    }
  }

  hear(run: string, event: RunEvent): void {
    if (event.type !== 'job') return
    const { number, service, action, state } = event.job
    if (state !== 'new') this.#waiting.delete(`${run} ${number}`)
    if (!OPEN.has(state)) this.#refs.delete(`${service} ${action}`)
  }

  /** The run is no longer driven here, however that came. */
  forget(run: string, jobs: readonly Job[]): void {
    for (const job of jobs) {
      this.#waiting.delete(`${run} ${job.number}`)
      this.#refs.delete(refOf(job))
    }
  }
}

function refOf(job: Job): string {
  return keyOf({ address: addressOf(job), action: job.action })
}
