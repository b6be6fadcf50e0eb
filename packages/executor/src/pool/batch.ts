import {
  type ActionOutcome,
  type AysError,
  cancelError,
  errorOutcome,
  timeoutError,
} from '@ays/core'
import { crashError } from './crash-error.ts'
import type { Durations } from './durations.ts'
import type { PendingCall } from './pending-call.ts'
import { PipeText } from './pipe-text.ts'
import type { DoneMessage, SpokenMessage, WorkerMessage } from './protocol.ts'
import type { WorkerHandle } from './worker-handle.ts'
import type { Workers } from './workers.ts'

/** setTimeout takes no more: about 24 days. */
const MAX_DELAY = 2 ** 31 - 1

/** A worker that does not hear within this that its job shall stop is busy in a loop, milliseconds. */
const DEAF = 250

/** A job that takes so long does not share its message with those behind it, milliseconds. */
const SLOW = 20

/** A call that killed so many workers before they came up is given up. */
const MAX_LOSSES = 3

/** The answer of a call, and how many ends of what it said are to come before it counts. */
interface Answer {
  outcome: ActionOutcome | undefined
  ends: number
}

export interface BatchOptions {
  readonly workers: Workers
  readonly durations: Durations
  /** Milliseconds that an action has to end after it was told so. */
  readonly grace: number
  /** Takes calls that have not begun, to be tried again before all others. */
  readonly giveBack: (calls: readonly PendingCall[]) => void
}

let batches = 0

/** Calls that share one message: a worker runs them in order and answers each. */
export class Batch {
  readonly #id = batches++
  readonly #calls: PendingCall[]
  readonly #options: BatchOptions
  #worker: WorkerHandle | undefined
  /** How many calls have begun; the last of them is in hand until it is answered. */
  #begun = 0
  #inHand: PendingCall | undefined
  #timer: NodeJS.Timeout | undefined
  #progress: NodeJS.Timeout | undefined
  /** Why the job in hand was told to stop. */
  #verdict: AysError | undefined
  /** The worker is free again. */
  #over = false
  readonly #answers = new Map<number, Answer>()
  /** Calls that have ended and said no end in any pipe. */
  readonly #silent = new Set<number>()
  readonly #pipes = { stdout: this.#pipeText('stdout'), stderr: this.#pipeText('stderr') }

  constructor(calls: readonly PendingCall[], options: BatchOptions) {
    this.#calls = [...calls]
    this.#options = options
  }

  /** Returns when the worker is free again, or dead; never rejects. */
  async run(): Promise<void> {
    for (const pending of this.#calls) pending.watch(() => this.#cancel(pending))
    const { workers } = this.#options
    const message = { batch: this.#id, calls: this.#calls.map(({ call }) => call) }
    try {
      await workers.run(message, {
        message: (said, worker) => this.#on(said, worker),
        text: (from, text) => this.#pipes[from].write(text),
      })
      this.#over = true
      this.#settle(this.#calls.length - 1)
      await Promise.all(this.#calls.slice(0, this.#begun).map(({ outcome }) => outcome))
    } catch (error) {
      await workers.hearTheDead()
      await this.#died(error)
    }
    clearTimeout(this.#progress)
    workers.end(this.#id, this.#worker)
    this.#giveBack(this.#begun)
  }

  #on(message: WorkerMessage, worker: WorkerHandle): void {
    switch (message.type) {
      case 'begin':
        this.#begin(worker)
        break
      case 'event':
      case 'part':
      case 'end':
        this.#hear(message)
        break
      case 'stopping':
        if (this.#verdict) this.#arm(this.#options.grace, () => worker.kill())
        break
      case 'recalled':
        this.#giveBack(message.index)
        break
      case 'program':
        worker.program(message.pid, message.running)
        break
      case 'done':
        this.#done(message)
        break
    }
  }

  #begin(worker: WorkerHandle): void {
    this.#worker = worker
    this.#start(0)
    this.#lookAfter()
    for (const pending of this.#calls) if (pending.cancelled) this.#cancel(pending)
  }

  /** The worker goes on to the next call without being told; the first word of it says so. */
  #start(index: number): void {
    const pending = this.#calls[index]
    if (pending === undefined || index < this.#begun) return
    this.#begun = index + 1
    this.#inHand = pending
    this.#verdict = undefined
    if (pending.cancelled) return
    pending.emit({ type: 'started', at: Date.now() })
    const { timeout, inspect } = pending.call
    if (inspect) return
    this.#arm(timeout, () => this.#stop('timeout', timeoutError(pending.call)))
  }

  /** What was short before may be long now. */
  #lookAfter(): void {
    const begun = this.#begun
    if (begun >= this.#calls.length) return
    this.#progress = setTimeout(() => {
      if (this.#begun > begun) this.#lookAfter()
      else this.#worker?.send({ control: 'recall' })
    }, SLOW)
  }

  #giveBack(from: number): void {
    const left = this.#calls.splice(from)
    for (const pending of left) pending.watch(undefined)
    this.#options.giveBack(left.filter(({ settled }) => !settled))
  }

  #hear(message: SpokenMessage): void {
    const { index } = message
    this.#start(index)
    if (message.type === 'end') {
      this.#pipes[message.pipe].end(index)
      this.#answerOf(index).ends--
    } else {
      this.#pipes.stdout.record(index)
      this.#calls[index]?.hear(message)
    }
    this.#settle(index)
  }

  #done({ index, outcome, duration, ends, retire }: DoneMessage): void {
    const pending = this.#calls[index]
    if (pending === undefined) return
    this.#options.durations.note(pending.call.code, duration)
    const answer = this.#answerOf(index)
    answer.outcome = outcome
    answer.ends += ends
    if (ends === 0) this.#silent.add(index)
    if (pending === this.#inHand) {
      clearTimeout(this.#timer)
      this.#inHand = undefined
    }
    this.#settle(index)
    if (retire) this.#worker?.kill()
    else this.#start(index + 1)
  }

  #answerOf(index: number): Answer {
    const answer = this.#answers.get(index) ?? { outcome: undefined, ends: 0 }
    this.#answers.set(index, answer)
    return answer
  }

  /** Once the answer is there and all that was said before it; after the last the worker is free. */
  #settle(index: number): void {
    const { outcome, ends } = this.#answerOf(index)
    if (outcome === undefined || ends > 0) return
    if (index === this.#calls.length - 1 && !this.#over) return
    this.#answers.delete(index)
    if (this.#over) this.#flush()
    this.#calls[index]?.settle(outcome)
  }

  #cancel(pending: PendingCall): void {
    const error = cancelError(pending.call, pending.reason)
    if (pending === this.#inHand) {
      this.#stop('cancel', error)
      if (pending.killed) this.#worker?.kill()
    } else this.#worker?.send({ control: 'cancel', call: pending.call.id })
  }

  #stop(control: 'timeout' | 'cancel', verdict: AysError): void {
    if (this.#inHand === undefined || this.#verdict !== undefined) return
    this.#verdict = verdict
    this.#worker?.send({ control, call: this.#inHand.call.id })
    this.#arm(DEAF, () => this.#worker?.kill())
  }

  #arm(delay: number, then: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, Math.min(delay, MAX_DELAY))
  }

  async #died(error: unknown): Promise<void> {
    clearTimeout(this.#timer)
    const exit = await this.#worker?.gone
    this.#flush()
    for (const [index, { outcome }] of this.#answers) {
      if (outcome) this.#calls[index]?.settle(outcome)
    }
    const victims = this.#worker ? [this.#inHand] : this.#calls.filter(lost)
    for (const pending of victims) {
      if (pending === undefined) continue
      pending.hearTheRest()
      const crash = () => crashError(pending.call, exit, pending.tail, causeOf(error))
      pending.settle(errorOutcome(this.#verdict ?? crash()))
    }
  }

  #flush(): void {
    this.#pipes.stdout.flush()
    this.#pipes.stderr.flush()
  }

  #pipeText(from: 'stdout' | 'stderr'): PipeText {
    const level = from === 'stdout' ? 'info' : 'warn'
    return new PipeText(this.#silent, (index, text) => {
      // What an ended call left running may write: no call begins with that.
      const pending = this.#calls[Math.min(index, this.#begun - 1)]
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
