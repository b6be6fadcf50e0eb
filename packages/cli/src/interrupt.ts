import { AysError } from '@ays/core'
import { EXIT } from './exit-codes.ts'

/**
 * Ctrl-C (and SIGTERM) while a command works: the first aborts the signal, so that what is under way ends in
 * order. The second calls who can kill what is under way; the next one ends the process at once.
 */
export class Interrupt implements Disposable {
  readonly #controller = new AbortController()
  #kill: (() => void) | undefined

  constructor() {
    process.on('SIGINT', this.#interrupt)
    process.on('SIGTERM', this.#interrupt)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Once, in place of the end of the process. */
  onSecond(kill: (() => void) | undefined): void {
    this.#kill = kill
  }

  /** The process dies of these signals again. */
  [Symbol.dispose](): void {
    process.off('SIGINT', this.#interrupt)
    process.off('SIGTERM', this.#interrupt)
  }

  readonly #interrupt = (): void => {
    if (!this.signal.aborted) {
      this.#controller.abort(new AysError('AYS_CANCELLED', 'cancelled'))
      return
    }
    if (!this.#kill) process.exit(EXIT.cancelled)
    this.#kill()
    this.#kill = undefined
  }
}
