import { AysError, type Records as Model } from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { followKeys } from '../state/follow-keys.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/**
 * How a run is asked to stop: by the signal of who drives it, or by anybody through the store. What the
 * signal asks is stored too, so that it outlives this process.
 */
export class CancelRequest implements AsyncDisposable {
  readonly #stop = new AbortController()
  readonly #kill = new AbortController()
  readonly #leave = new AbortController()
  readonly #records: Records
  readonly #run: string
  readonly #signal: AbortSignal | undefined
  #following: Promise<void> = Promise.resolve()

  private constructor(records: Records, run: string, signal: AbortSignal | undefined) {
    this.#records = records
    this.#run = run
    this.#signal = signal
  }

  /** What was asked before is known when it resolves. */
  static async follow(
    records: Records,
    run: string,
    signal: AbortSignal | undefined,
  ): Promise<CancelRequest> {
    const request = new CancelRequest(records, run, signal)
    await new Promise<void>((resolve) => {
      request.#following = request.#follow(resolve)
    })
    signal?.addEventListener('abort', request.#onSignal)
    if (signal?.aborted === true) request.#onSignal()
    return request
  }

  /** Aborted when the actions shall end. */
  get stop(): AbortSignal {
    return this.#stop.signal
  }

  /** Aborted when they shall not be waited for. */
  get kill(): AbortSignal {
    return this.#kill.signal
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#onSignal)
    this.#leave.abort()
    await this.#following
  }

  readonly #onSignal = (): void => {
    this.#stop.abort(this.#signal?.reason)
    const changes = new ChangeSet()
    putCancel(changes, this.#records, this.#run, { who: '', kill: false })
    // The stop itself does not hang on it.
    this.#records.store.commit(changes.toCommit()).catch(() => undefined)
  }

  /** A store that fails ends the run anyway: its next commit says so. */
  async #follow(known: () => void): Promise<void> {
    const key = keys.cancel(this.#run)
    const { store, codecs } = this.#records
    try {
      for await (const { keys: changed } of followKeys(store, key, {
        signal: this.#leave.signal,
      })) {
        if (changed?.size !== 0) this.#hear((await this.#records.get(codecs.cancel, key))?.value)
        known()
      }
    } catch {
      known()
    }
  }

  #hear(request: Model.Cancel | undefined): void {
    if (!request) return
    const who = request.who === '' ? '' : ` by ${request.who}`
    const reason = new AysError('AYS_CANCELLED', `the run was cancelled${who}`)
    this.#stop.abort(reason)
    if (request.kill) this.#kill.abort(reason)
  }
}

/** Lays the request to stop a run into a change set. */
export function putCancel(
  changes: ChangeSet,
  { codecs }: Records,
  run: string,
  { who, kill }: Pick<Model.Cancel, 'who' | 'kill'>,
): void {
  changes.put(keys.cancel(run), codecs.cancel, { who, kill, at: Date.now() })
}
