import {
  type ActionCall,
  type ActionEvent,
  type ActionOutcome,
  cancelError,
  errorOutcome,
  type ExecuteOptions,
  onAbort,
} from '@ays/core'
import type { Spoken } from './protocol.ts'

/** How much of what a job printed its error holds when the worker dies, characters. */
const TAIL = 4000

/** One call from execute() to its outcome. */
export class PendingCall {
  readonly call: ActionCall
  readonly outcome: Promise<ActionOutcome>
  /** How often a worker died before it began with the message that held this call. */
  losses = 0
  readonly #options: ExecuteOptions
  readonly #leaves: (() => void)[] = []
  #onCancel: (() => void) | undefined
  #resolve: (outcome: ActionOutcome) => void = () => undefined
  #settled = false
  #tail = ''
  /** The beginnings of lines whose ends have not come. */
  readonly #parts = { stdout: '', stderr: '' }

  constructor(call: ActionCall, options: ExecuteOptions) {
    this.call = call
    this.#options = options
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve
    })
    for (const signal of [options.signal, options.kill]) {
      if (signal) this.#leaves.push(onAbort(signal, this.#cancel))
    }
    if (options.signal?.aborted) this.#cancel()
  }

  get settled(): boolean {
    return this.#settled
  }

  get cancelled(): boolean {
    return this.#options.signal?.aborted ?? false
  }

  /** Nobody waits for it any more. */
  get killed(): boolean {
    return this.#options.kill?.aborted ?? false
  }

  /** Why the caller asked to stop. */
  get reason(): unknown {
    return this.#options.signal?.reason
  }

  /** The last that the job printed. */
  get tail(): string {
    return this.#tail.slice(-TAIL)
  }

  /** Who stops the job when the caller cancels; without one the call ends there and then. */
  watch(onCancel: (() => void) | undefined): void {
    this.#onCancel = onCancel
    if (this.cancelled) this.#cancel()
  }

  /** Passes on what the job says; a line when it is whole. */
  hear(spoken: Spoken): void {
    if (spoken.type === 'part') {
      this.#parts[spoken.from] += spoken.text
      return
    }
    const { event } = spoken
    if (event.type === 'log' && event.from !== 'log') this.#parts[event.from] = ''
    this.emit(event)
  }

  /** The worker is dead: no line will be more whole than it is. */
  hearTheRest(): void {
    for (const from of ['stdout', 'stderr'] as const) {
      const text = this.#parts[from]
      const level = from === 'stdout' ? 'info' : 'warn'
      if (text !== '') this.emit({ type: 'log', at: Date.now(), level, text, from })
    }
  }

  /** Passes an event on, unless the outcome is already known. */
  emit(event: ActionEvent): void {
    if (this.#settled) return
    if (event.type === 'log') this.#tail += `${event.text}\n`
    if (this.#tail.length > 2 * TAIL) this.#tail = this.tail
    this.#options.on?.(event)
  }

  /** The first outcome counts. */
  settle(outcome: ActionOutcome): void {
    if (this.#settled) return
    this.#settled = true
    for (const leave of this.#leaves) leave()
    this.#resolve(outcome)
  }

  readonly #cancel = (): void => {
    if (this.#onCancel) this.#onCancel()
    else this.settle(errorOutcome(cancelError(this.call, this.reason)))
  }
}
