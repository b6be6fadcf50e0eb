/**
 * Gathers what comes together, and what comes while the batch before is worked on. One batch at a time.
 */
export class Batcher<T> {
  readonly #work: (batch: readonly T[]) => Promise<void>
  #waiting: T[] = []
  #busy = false

  /** The work never rejects. */
  constructor(work: (batch: readonly T[]) => Promise<void>) {
    this.#work = work
  }

  add(item: T): void {
    this.#waiting.push(item)
    if (this.#busy) return
    this.#busy = true
    // Behind everything else that has arrived by now.
    setImmediate(() => void this.#run())
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      await this.#work(batch)
    }
    this.#busy = false
  }
}
