const LONGEST_TIMER = 2 ** 31 - 1

/** Lets many wait for the next thing that happens. */
export class Wake {
  readonly #waiting = new Set<() => void>()

  /** Ends every wait that has begun. */
  fire(): void {
    for (const wake of this.#waiting) wake()
  }

  /** Until the next fire() or, when it is given, the abort of the signal or about so many milliseconds. */
  wait(signal: AbortSignal | undefined, ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = ms === undefined ? undefined : setTimeout(wake, Math.min(ms, LONGEST_TIMER))
      this.#waiting.add(wake)
      if (signal?.aborted === true) wake()
      else signal?.addEventListener('abort', wake)
    })
  }
}
