import { notOpenError, throwIfAborted } from './store-errors.ts'
import type { SignalOption } from './store.ts'

/** What exists while a store is open. */
export interface Session {
  /** Answers what is under way, then lets go of everything. */
  close(): Promise<void>
}

/** Opening and closing of a store, in whatever order they are asked: one session at a time. */
export class Opening<T extends Session> {
  readonly #start: (options: SignalOption) => Promise<T>
  #starting: Promise<T> | undefined
  #session: T | undefined
  #closing: Promise<void> = Promise.resolve()

  constructor(start: (options: SignalOption) => Promise<T>) {
    this.#start = start
  }

  /** As Store.open(). */
  async open(options: SignalOption = {}): Promise<void> {
    throwIfAborted(options.signal)
    this.#starting ??= this.#closing.then(() => this.#start(options))
    const starting = this.#starting
    try {
      const session = await starting
      if (this.#starting === starting) this.#session = session
    } catch (error) {
      if (this.#starting === starting) this.#starting = undefined
      throw error
    }
  }

  /** Undefined while the store is not open. */
  get session(): T | undefined {
    return this.#session
  }

  /** The session, unless the store is not open (AYS_STORE_NOT_OPEN) or the signal is aborted (AYS_CANCELLED). */
  use(signal?: AbortSignal): T {
    if (this.#session === undefined) throw notOpenError()
    throwIfAborted(signal)
    return this.#session
  }

  /** From now on nothing is begun; resolves when the session is closed. */
  async close(): Promise<void> {
    const starting = this.#starting
    this.#starting = undefined
    this.#session = undefined
    if (starting === undefined) return this.#closing
    const closed = starting.then(
      (session) => session.close(),
      () => undefined,
    )
    this.#closing = closed.catch(() => undefined)
    return closed
  }
}
