import { Wake } from '../store/wake.ts'
import type { Clock } from '../time/clock.ts'

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  readonly #moved = new Wake()
  #now: number

  constructor(now: number) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  /** Ends every wait whose time has come. */
  advance(ms: number): void {
    this.#now += ms
    this.#moved.fire()
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const until = this.#now + ms
    while (this.#now < until && !signal.aborted) await this.#moved.wait(signal)
  }
}
