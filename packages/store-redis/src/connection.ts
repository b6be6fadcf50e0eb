import { isAysError, notOpenError, throwIfAborted, Wake } from '@ays/core'
import { type Client, createClient } from './create-client.ts'
import { isLost, mapError, unknownError, unreachableError } from './map-error.ts'
import type { RedisTarget } from './parse-url.ts'
import type { Script } from './scripts.ts'

const CONNECT = 10_000
/** Half of the time for which COMMIT remembers an id at least, so no commit is done twice. */
const RETRY = 30_000
const PAUSE = 50

export type Argument = string | Buffer | number

export interface SendOptions {
  readonly signal?: AbortSignal | undefined
  /** When the answer is lost for good: AYS_STORE_UNKNOWN instead of AYS_STORE_UNREACHABLE. */
  readonly writes?: boolean
}

/** A client that comes back by itself. What was lost on the way is sent again: all of ours may be sent twice. */
export class Connection {
  readonly #client: Client
  readonly #retryFor: number
  /** Fires when the connection is ready, and when it is closed. */
  readonly #wake = new Wake()
  /** Fires when nothing is under way. */
  readonly #idle = new Wake()
  #underWay = 0
  #lastError: unknown
  #closed = false

  /** Sends again what was lost for `retryFor` milliseconds, 30,000 at most. */
  constructor(target: RedisTarget, retryFor = RETRY) {
    this.#retryFor = Math.min(retryFor, RETRY)
    this.#client = createClient(target)
    this.#client.on('error', (error: unknown) => (this.#lastError = error))
    this.#client.on('ready', () => this.#wake.fire())
  }

  /** AYS_STORE_UNREACHABLE when there is no connection at once, or none within ten seconds. */
  async open(signal?: AbortSignal): Promise<void> {
    const failed = this.#client.connect().then(
      () => undefined,
      (error: unknown) => this.#lastError ?? error,
    )
    const late = this.#ready(performance.now() + CONNECT, signal)
    try {
      const error = await Promise.race([failed, late])
      if (error !== undefined) throw error
      await late
    } catch (error) {
      this.abandon()
      late.catch(() => undefined)
      throw mapError(error)
    }
  }

  /** Runs a script, which must end the same when it is sent twice. */
  run(
    script: Script,
    keys: readonly string[],
    args: readonly Argument[],
    options?: SendOptions,
  ): Promise<unknown> {
    return this.send((client) => evaluate(client, script, [keys.length, ...keys, ...args]), options)
  }

  /** Sends what may be sent twice. */
  async send<T>(
    command: (client: Client) => Promise<T>,
    { signal, writes = false }: SendOptions = {},
  ): Promise<T> {
    const deadline = performance.now() + this.#retryFor
    this.#underWay += 1
    try {
      if (!this.#isReady() || signal?.aborted === true) await this.#ready(deadline, signal)
      return await command(this.#client)
    } catch (error) {
      if (!isLost(error)) throw mapError(error)
      this.#lastError = error
      // Whoever stops waiting for a write would not know whether it was done.
      if (!writes) return await this.#sendAgain(command, deadline, signal)
      return await this.#sendAgain(command, deadline).catch((reason: unknown) => {
        throw isAysError(reason, 'AYS_STORE_UNREACHABLE') ||
          isAysError(reason, 'AYS_STORE_NOT_OPEN')
          ? unknownError(reason)
          : reason
      })
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#idle.fire()
    }
  }

  /** Waits, but no longer than the connection is open or the signal allows. */
  pause(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#wake.wait(signal, ms)
  }

  /** Answers what is under way while there is a connection, then ends it. */
  async close(): Promise<void> {
    this.#closed = true
    this.#wake.fire()
    while (this.#underWay > 0 && this.#client.status === 'ready')
      await this.#idle.wait(undefined, PAUSE)
    this.abandon()
  }

  /** Ends it at once. */
  abandon(): void {
    this.#closed = true
    this.#wake.fire()
    this.#client.disconnect()
  }

  async #sendAgain<T>(
    command: (client: Client) => Promise<T>,
    deadline: number,
    signal?: AbortSignal,
  ): Promise<T> {
    for (;;) {
      await this.pause(PAUSE, signal)
      await this.#ready(deadline, signal)
      try {
        return await command(this.#client)
      } catch (error) {
        if (!isLost(error)) throw mapError(error)
        this.#lastError = error
      }
    }
  }

  #isReady(): boolean {
    return !this.#closed && this.#client.status === 'ready'
  }

  async #ready(deadline: number, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      if (this.#closed) throw notOpenError()
      throwIfAborted(signal)
      if (this.#isReady()) return
      // A failure comes as an event, and another attempt after it.
      if (this.#client.status === 'wait') this.#client.connect().catch(() => undefined)
      const left = deadline - performance.now()
      if (left <= 0) throw unreachableError(this.#lastError)
      await this.#wake.wait(signal, left)
    }
  }
}

async function evaluate(client: Client, script: Script, args: Argument[]): Promise<unknown> {
  try {
    return await client.callBuffer('evalsha', [script.sha, ...args])
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return client.callBuffer('eval', [script.lua, ...args])
  }
}
