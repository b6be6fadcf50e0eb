import { setImmediate as turn } from 'node:timers/promises'
import {
  type ActionOutcome,
  type AysError,
  cancelError,
  errorOutcome,
  timeoutError,
} from '@ays/core'
import { Lines } from '../lines.ts'
import { crashError } from './crash-error.ts'
import type { Durations } from './durations.ts'
import type { PendingCall } from './pending-call.ts'
import type { WorkerMessage } from './protocol.ts'
import type { WorkerHandle } from './worker-handle.ts'
import type { Workers } from './workers.ts'

/** setTimeout takes no more: about 24 days. */
const MAX_DELAY = 2 ** 31 - 1

/** What an action gets at its deadline to see the abort, milliseconds. */
const TIMEOUT_GRACE = 100

/** A call that killed so many workers before they came up is given up. */
const MAX_LOSSES = 3

export interface BatchOptions {
  readonly workers: Workers
  readonly durations: Durations
  /** Milliseconds that a cancelled action has to end. */
  readonly grace: number
}

/** Calls that share one message: a worker runs them in order and answers each. */
export class Batch {
  readonly #calls: readonly PendingCall[]
  readonly #options: BatchOptions
  #worker: WorkerHandle | undefined
  /** How many calls have begun; the last of them is in hand until it is answered. */
  #begun = 0
  #inHand: PendingCall | undefined
  #timer: NodeJS.Timeout | undefined
  /** Why the job in hand was told to stop. */
  #verdict: AysError | undefined
  #answered: Promise<void> = Promise.resolve()
  readonly #printed = { stdout: this.#linesOf('stdout'), stderr: this.#linesOf('stderr') }

  constructor(calls: readonly PendingCall[], options: BatchOptions) {
    this.#calls = calls
    this.#options = options
  }

  /** Returns the calls that have not begun, to be tried again; never rejects. */
  async run(): Promise<readonly PendingCall[]> {
    for (const pending of this.#calls) pending.watch(() => this.#cancel(pending))
    try {
      const calls = this.#calls.map(({ call }) => call)
      await this.#options.workers.run(calls, (message) => this.#on(message))
      await this.#answered
    } catch (error) {
      await this.#died(error)
    }
    if (this.#worker) this.#worker.output = () => undefined
    const left = this.#calls.slice(this.#begun)
    for (const pending of left) pending.watch(undefined)
    return left.filter(({ settled }) => !settled)
  }

  #on(message: WorkerMessage): void {
    switch (message.type) {
      case 'begin':
        this.#begin(message.worker)
        break
      case 'event':
        this.#calls[message.index]?.emit(message.event)
        break
      case 'program':
        this.#worker?.program(message.pid, message.running)
        break
      case 'done':
        this.#done(message)
        break
    }
  }

  #begin(id: number): void {
    const worker = this.#options.workers.find(id)
    worker.output = (from, text) => this.#printed[from].write(text)
    this.#worker = worker
    this.#start()
    for (const pending of this.#calls) if (pending.cancelled) this.#cancel(pending)
  }

  /** The worker goes on to the next call without being told. */
  #start(): void {
    const pending = this.#calls[this.#begun]
    this.#inHand = pending
    if (pending === undefined) return
    this.#begun++
    if (pending.cancelled) return
    pending.emit({ type: 'started', at: Date.now() })
    const { timeout } = pending.call
    this.#arm(timeout, () => this.#stop('timeout', timeoutError(pending.call), TIMEOUT_GRACE))
  }

  #done({ index, outcome, duration, retire }: WorkerMessage & { type: 'done' }): void {
    const pending = this.#calls[index]
    if (pending === undefined) return
    clearTimeout(this.#timer)
    this.#options.durations.note(pending.call.code, duration)
    this.#answered = this.#answer(pending, outcome)
    this.#verdict = undefined
    this.#inHand = undefined
    if (retire) this.#worker?.kill()
    else this.#start()
  }

  /** What the job printed past its console comes through another pipe, perhaps a little later. */
  async #answer(pending: PendingCall, outcome: ActionOutcome): Promise<void> {
    await turn()
    await turn()
    this.#flush()
    pending.settle(outcome)
  }

  #cancel(pending: PendingCall): void {
    const error = cancelError(pending.call, pending.reason)
    if (pending === this.#inHand) this.#stop('cancel', error, this.#options.grace)
    else this.#worker?.send({ control: 'cancel', call: pending.call.id })
  }

  #stop(control: 'timeout' | 'cancel', verdict: AysError, grace: number): void {
    if (this.#inHand === undefined || this.#verdict !== undefined) return
    this.#verdict = verdict
    this.#worker?.send({ control, call: this.#inHand.call.id })
    this.#arm(grace, () => this.#worker?.kill())
  }

  #arm(delay: number, then: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, Math.min(delay, MAX_DELAY))
  }

  async #died(error: unknown): Promise<void> {
    clearTimeout(this.#timer)
    const exit = await this.#worker?.gone
    await this.#answered
    this.#flush()
    const victims = this.#worker ? [this.#inHand] : this.#calls.filter(lost)
    for (const pending of victims) {
      if (pending === undefined) continue
      const crash = () => crashError(pending.call, exit, pending.tail, causeOf(error))
      pending.settle(errorOutcome(this.#verdict ?? crash()))
    }
  }

  #flush(): void {
    this.#printed.stdout.flush()
    this.#printed.stderr.flush()
  }

  #linesOf(from: 'stdout' | 'stderr'): Lines {
    const level = from === 'stdout' ? 'info' : 'warn'
    return new Lines((text) => {
      const pending = this.#inHand ?? this.#calls[this.#begun - 1]
      pending?.emit({ type: 'log', at: Date.now(), level, text, from })
    })
  }
}

/** True when the call has killed, or lost, too many workers. */
function lost(pending: PendingCall): boolean {
  pending.losses++
  return pending.losses >= MAX_LOSSES
}

/** workerpool wraps what a thread died of; of a process it only repeats the exit code. */
function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : error
}
