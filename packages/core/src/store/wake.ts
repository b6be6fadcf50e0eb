/** Lets many wait for the next thing that happens. */
export class Wake {
  readonly #waiting = new Set<() => void>()

  /** Ends every wait that has begun. */
  fire(): void {
    for (const wake of this.#waiting) wake()
  }

  /** Until the next fire(), the abort of the signal or, when given, so many milliseconds. */
  wait(signal: AbortSignal | undefined, ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = ms === undefined ? undefined : setTimeout(wake, ms)
      signal?.addEventListener('abort', wake)
      this.#waiting.add(wake)
    })
  }
}
