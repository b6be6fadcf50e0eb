import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type ActionCall,
  type ActionEvent,
  type ActionOutcome,
  AysError,
  cancelError,
  describeCall,
  errorOutcome,
  type Json,
  timeoutError,
} from '@ays/core'
import { Lines } from '../lines.ts'
import type { Spoken } from '../pool/protocol.ts'

/** The job that the running code belongs to, however far it has wandered through callbacks. */
export const jobs = new AsyncLocalStorage<Job>()

/** One call while a worker runs it. */
export class Job {
  readonly call: ActionCall
  /** Resolves when code of the job throws where nobody can catch it; otherwise never. */
  readonly crashed: Promise<ActionOutcome>
  readonly #stop = new AbortController()
  readonly #printed = { stdout: this.#linesOf('stdout'), stderr: this.#linesOf('stderr') }
  #say: ((spoken: Spoken) => void) | undefined
  #crash: (outcome: ActionOutcome) => void = () => undefined
  #failure: ActionOutcome | undefined

  constructor(call: ActionCall, say: (spoken: Spoken) => void) {
    this.call = call
    this.#say = say
    this.crashed = new Promise((resolve) => {
      this.#crash = resolve
    })
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  /** False once it was answered. */
  get open(): boolean {
    return this.#say !== undefined
  }

  /** The outcome of a job that has crashed. */
  get failure(): ActionOutcome | undefined {
    return this.#failure
  }

  emit(event: ActionEvent): void {
    this.#say?.({ type: 'event', event })
  }

  /** Takes what the job, or a program that it runs, writes. */
  print(from: 'stdout' | 'stderr', text: string): void {
    this.#printed[from].write(text)
    const part = text.slice(text.lastIndexOf('\n') + 1)
    if (part !== '') this.#say?.({ type: 'part', from, text: part })
  }

  stop(control: 'timeout' | 'cancel'): void {
    const { call } = this
    this.#stop.abort(control === 'timeout' ? timeoutError(call) : cancelError(call, undefined))
  }

  /** The job has thrown where nobody could catch it. */
  crash(cause: unknown, details: Readonly<Record<string, Json>>): void {
    const text = cause instanceof Error ? cause.message : String(cause)
    const summary = `${describeCall(this.call)} threw where nobody could catch it: ${text}`
    const hint = 'Await every promise that the action makes.'
    const error = new AysError('AYS_JOB_CRASHED', summary, { cause, details, hint })
    this.#failure ??= errorOutcome(error)
    this.#crash(this.#failure)
  }

  /** What it still prints is not heard. */
  close(): void {
    this.#printed.stdout.flush()
    this.#printed.stderr.flush()
    this.#say = undefined
  }

  #linesOf(from: 'stdout' | 'stderr'): Lines {
    const level = from === 'stdout' ? 'info' : 'warn'
    return new Lines((text) => this.emit({ type: 'log', at: Date.now(), level, text, from }))
  }
}
