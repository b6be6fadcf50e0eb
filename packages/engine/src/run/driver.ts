import { setMaxListeners } from 'node:events'
import {
  AysError,
  type Executor,
  formatAddress,
  isCancelled,
  type JobCounts,
  type Reason,
  type Records as Model,
  type RunEvent,
  type RunState,
} from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { formatJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { failedBefore, finishJob, type FinishedJob } from './finish-job.ts'
import { KeyedQueue } from './keyed-queue.ts'
import { putJobs } from './put-jobs.ts'
import { countJobs, packCounts, toJobInfo, toRunInfo } from './report.ts'
import { retryDelay } from './retry-delay.ts'
import type { RunContext } from './run-context.ts'
import { type JobTry, runJob } from './run-job.ts'

type Job = Model.Job
type Run = Model.Run

export interface DriveOptions {
  readonly executor: () => Executor
  /** Asks the actions to stop; what has not started is cancelled. */
  readonly signal: AbortSignal
  /** Aborted when this process may no longer drive the run. */
  readonly lost: AbortSignal
  readonly on: (event: RunEvent) => void
  /** Jobs in flight; the executor's window when absent or higher. */
  readonly parallel: number | undefined
}

/** Drives one run to its end: starts each job as soon as what it needs is done. */
export class RunDriver {
  readonly #context: RunContext
  readonly #options: DriveOptions
  readonly #services = new KeyedQueue()
  readonly #stop = new AbortController()
  #run: Run
  #inFlight = 0
  #delayed = 0
  #failure: { readonly error: unknown } | undefined
  #wake: () => void = () => undefined

  constructor(context: RunContext, options: DriveOptions) {
    this.#context = context
    this.#options = options
    this.#run = context.run
  }

  /** Resolves when the run has ended, however. Rejects only when the store fails or the lease is lost. */
  async drive(): Promise<void> {
    const { signal, lost } = this.#options
    // Each job in flight listens: many listeners are no leak.
    setMaxListeners(0, this.#stop.signal)
    const stop = () => {
      this.#stop.abort(signal.reason)
      this.#wake()
    }
    signal.addEventListener('abort', stop)
    lost.addEventListener('abort', () => this.#fail(lost.reason))
    if (signal.aborted) stop()
    try {
      await this.#begin()
      await this.#loop()
      if (this.#failure) throw this.#failure.error
      await this.#end()
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  async #begin(): Promise<void> {
    this.#emit({ type: 'run', run: this.#info() })
    // After a crash between a failure and what it dooms.
    for (const job of this.#context.state.jobs.values()) {
      if (job.state === 'error' || job.state === 'skipped') await this.#skipDoomed(job)
    }
  }

  async #loop(): Promise<void> {
    for (;;) {
      if (!this.#stop.signal.aborted) await this.#startReady()
      if (this.#inFlight === 0 && (this.#delayed === 0 || this.#stop.signal.aborted)) return
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async #startReady(): Promise<void> {
    for (;;) {
      const batch = this.#context.state.takeReady(this.#room())
      if (batch.length === 0 || this.#stop.signal.aborted) return
      await this.#start(batch)
    }
  }

  #room(): number {
    const window = this.#options.executor().window
    const limit = Math.min(this.#options.parallel ?? window, window)
    return Math.max(0, limit - this.#inFlight)
  }

  /** The start of a job is durable before its action begins: so a crash knows what may have happened. */
  async #start(batch: readonly Job[]): Promise<void> {
    const context = this.#context
    const changes = new ChangeSet()
    const started = batch.map((job): Job => ({
      ...job,
      state: 'running',
      attempt: job.attempt + 1,
      started: context.now(),
    }))
    putJobs(context, changes, started)
    this.#inFlight += started.length
    try {
      await context.commit(changes)
    } catch (error) {
      this.#inFlight -= started.length
      this.#fail(error)
      return
    }
    for (const job of started) {
      context.state.update(job)
      this.#emitJob(job)
      void this.#work(job)
    }
  }

  async #work(job: Job): Promise<void> {
    try {
      const context = this.#context
      const tried = await runJob(
        {
          context,
          executor: this.#options.executor,
          signal: this.#stop.signal,
          on: this.#options.on,
        },
        job,
      )
      if (this.#failure) return
      const ended = { ...job, logChunks: tried.logChunks }
      const delay = retryDelay(tried.options, ended, tried.outcome)
      if (delay !== undefined && !this.#stop.signal.aborted) this.#retryLater(ended, delay)
      else await this.#finish(ended, tried)
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#inFlight -= 1
      this.#wake()
    }
  }

  async #finish(job: Job, { outcome, input }: JobTry): Promise<void> {
    const finished = await this.#services.run(formatAddress(job), () =>
      finishJob(this.#context, job, outcome, input),
    )
    this.#tell(finished)
  }

  #tell({ job, skipped, added }: FinishedJob): void {
    for (const one of [job, ...skipped, ...added]) this.#emitJob(one)
  }

  #retryLater(job: Job, delay: number): void {
    this.#delayed += 1
    const again = () => {
      clearTimeout(timer)
      this.#stop.signal.removeEventListener('abort', again)
      this.#delayed -= 1
      this.#context.state.requeue({ ...job, state: 'new' })
      this.#wake()
    }
    const timer = setTimeout(again, delay)
    this.#stop.signal.addEventListener('abort', again)
  }

  async #skipDoomed(failed: Job): Promise<void> {
    const doomed = this.#context.state.doomedBy(failed.number)
    await this.#closeAll(doomed, 'skipped', failedBefore(failed))
  }

  /** Ends jobs that never started, and gives back the claims that nothing needs any more. */
  async #closeAll(
    jobs: readonly Job[],
    state: 'skipped' | 'cancelled',
    reason: Reason,
  ): Promise<void> {
    if (jobs.length === 0) return
    const context = this.#context
    const changes = new ChangeSet()
    const reasonJson = formatJson(reason)
    const closed = jobs.map((job): Job => ({ ...job, state, reasonJson, ended: context.now() }))
    putJobs(context, changes, closed)
    await context.commit(changes)
    for (const job of closed) {
      context.state.finish(job)
      this.#emitJob(job)
    }
  }

  /** Never a false `ok`; a stop that came when all was done changes nothing. */
  #endState({ error, skipped }: JobCounts, left: number): RunState {
    if (this.#stop.signal.aborted && left + error > 0) return 'cancelled'
    return error + skipped > 0 ? 'error' : 'ok'
  }

  async #end(): Promise<void> {
    const context = this.#context
    const left = context.state.unfinished()
    await this.#closeAll(left, 'cancelled', { kind: 'cancelled' })
    const counts = countJobs(context.state.jobs.values())
    const state = this.#endState(counts, left.length)
    this.#run = { ...this.#run, state, ended: context.now(), counts: packCounts(counts) }
    const changes = new ChangeSet()
    changes.put(keys.run(this.#run.id), context.records.codecs.run, this.#run)
    for (const job of context.state.jobs.values()) {
      if (context.claimed.delete(formatAddress(job))) changes.delete(keys.claim(job))
    }
    await context.commit(changes)
    this.#emit({ type: 'run', run: this.#info() })
  }

  /** Nothing is written any more: another process goes on, or the next command does. */
  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#stop.abort(
      isCancelled(error)
        ? error
        : new AysError('AYS_CANCELLED', 'the run stopped', { cause: error }),
    )
    this.#wake()
  }

  #info() {
    return toRunInfo(this.#run, countJobs(this.#context.state.jobs.values()), false)
  }

  #emit(event: RunEvent): void {
    this.#options.on(event)
  }

  #emitJob(job: Job): void {
    this.#emit({ type: 'job', job: toJobInfo(this.#run.id, job) })
  }
}
