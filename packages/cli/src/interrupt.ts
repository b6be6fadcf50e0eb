import { AysError } from '@ays/core'
import { EXIT } from './exit-codes.ts'

/**
 * Ctrl-C (and SIGTERM) while a command works: the first aborts the signal, so that what is under way
 * ends in order; the second ends the process at once.
 */
export class Interrupt implements Disposable {
  readonly #controller = new AbortController()

  constructor() {
    process.on('SIGINT', this.#interrupt)
    process.on('SIGTERM', this.#interrupt)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The process dies of these signals again. */
  [Symbol.dispose](): void {
    process.off('SIGINT', this.#interrupt)
    process.off('SIGTERM', this.#interrupt)
  }

  readonly #interrupt = (): void => {
    if (this.signal.aborted) process.exit(EXIT.cancelled)
    this.#controller.abort(new AysError('AYS_CANCELLED', 'cancelled'))
  }
}
