import { setMaxListeners } from 'node:events'
import {
  AysError,
  describeError,
  type ErrorData,
  type Executor,
  isCancelled,
  type Records as Model,
  type RunEvent,
  Wake,
} from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { formatJson } from '../state/json.ts'
import { Batcher } from './batcher.ts'
import { type EndedJobs, isPlain } from './ended-job.ts'
import { endRun, skipDoomed } from './end-run.ts'
import { finishJobs, isRefusal } from './finish-jobs.ts'
import { putJobs } from './put-jobs.ts'
import { countJobs, toJobInfo, toRunInfo } from './report.ts'
import { retryDelay } from './retry-delay.ts'
import type { RunContext } from './run-context.ts'
import { type JobTry, type ReadyJob, readyJobs, runJob } from './run-job.ts'
import type { Limit, Slots } from './slots.ts'

type Job = Model.Job

export interface DriveOptions {
  readonly executor: () => Executor
  /** Asks the actions to stop; what has not started is cancelled. */
  readonly signal: AbortSignal
  /** Ends the actions at once. */
  readonly kill: AbortSignal
  /** Aborted when this process is to end: what runs is waited for, nothing starts any more. */
  readonly drain: AbortSignal | undefined
  /** Aborted when this process may no longer drive the run. */
  readonly lost: AbortSignal
  /** Absent: nobody listens. */
  readonly on: ((event: RunEvent) => void) | undefined
  /** Jobs in flight; the executor's window when absent or higher. */
  readonly parallel: number | undefined
  readonly slots: Slots
}

/** Drives one run to its end: starts each job as soon as what it needs is done. */
export class RunDriver {
  readonly #context: RunContext
  readonly #options: DriveOptions
  readonly #plain = new Batcher<JobTry>((batch) => this.#conclude(batch))
  readonly #stop = new AbortController()
  readonly #news = new Wake()
  #stirred = false
  #inFlight = 0
  #failure: { readonly error: unknown } | undefined

  constructor(context: RunContext, options: DriveOptions) {
    this.#context = context
    this.#options = options
  }

  /**
   * Resolves with the run as it has ended, however. Rejects only when the store fails, the lease is lost, or this
   * process ends before the run, with the reason of `drain`.
   */
  async drive(): Promise<Model.Run> {
    const { signal, kill, lost, drain, slots } = this.#options
    // Each job in flight listens: many listeners are no leak.
    setMaxListeners(0, this.#stop.signal, kill)
    const stir = () => this.#stir()
    drain?.addEventListener('abort', stir)
    const stop = () => {
      this.#stop.abort(signal.reason)
      this.#stir()
    }
    signal.addEventListener('abort', stop)
    lost.addEventListener('abort', () => this.#fail(lost.reason))
    if (signal.aborted) stop()
    const leave = slots.onFree(() => this.#stir())
    try {
      this.#emitRun(this.#context.run)
      this.#emitJobs(await skipDoomed(this.#context, this.#context.state.jobs.values()))
      await this.#loop()
      if (this.#failure) throw this.#failure.error
      if (this.#isLeft()) drain?.throwIfAborted()
      return await this.#end()
    } finally {
      leave()
      drain?.removeEventListener('abort', stir)
      signal.removeEventListener('abort', stop)
    }
  }

  async #loop(): Promise<void> {
    while (!this.#isOver()) {
      this.#stirred = false
      await this.#startReady()
      // What happened meanwhile may have made a job ready.
      if (!this.#stirred && !this.#isOver()) await this.#news.wait(undefined, this.#untilNextTry())
    }
  }

  #isOver(): boolean {
    if (this.#inFlight > 0) return false
    return this.#stop.signal.aborted || this.#context.state.idle || this.#isLeft()
  }

  /** Somebody else goes on with it. */
  #isLeft(): boolean {
    const over = this.#stop.signal.aborted || this.#context.state.idle
    return this.#options.drain?.aborted === true && !over
  }

  #untilNextTry(): number | undefined {
    const { nextTry } = this.#context.state
    if (nextTry === undefined || this.#stop.signal.aborted) return undefined
    return Math.max(0, nextTry - this.#context.now())
  }

  #stir(): void {
    this.#stirred = true
    this.#news.fire()
  }

  async #startReady(): Promise<void> {
    const context = this.#context
    const take = (limits: readonly Limit[]) => this.#options.slots.take(limits)
    while (!this.#stop.signal.aborted && this.#options.drain?.aborted !== true) {
      const batch = context.state.takeReady(this.#share(), context.now(), take)
      if (batch.length === 0) return
      await this.#start(batch)
    }
  }

  /** Half of what may be in flight: while the end of one half is written, the other half runs. */
  #share(): number {
    const window = this.#options.executor().window
    const limit = Math.min(this.#options.parallel ?? window, window)
    return Math.max(0, Math.min(limit - this.#inFlight, Math.ceil(limit / 2)))
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
      retryAt: 0,
      errorJson: '',
    }))
    putJobs(context, changes, started)
    this.#inFlight += started.length
    let ready: readonly ReadyJob[] = []
    try {
      ;[ready] = await Promise.all([readyJobs(context, started), context.commit(changes)])
    } catch (error) {
      for (const job of started) this.#leave(job)
      this.#fail(error)
    }
    for (const one of ready) this.#begin(one)
  }

  #begin(ready: ReadyJob): void {
    const { job } = ready
    this.#context.orphans.delete(job.number)
    this.#context.state.update(job)
    this.#emitJob(job)
    void this.#work(ready)
  }

  #leave(job: Job): void {
    this.#inFlight -= 1
    this.#options.slots.give(this.#context.limitsOf(job))
  }

  async #work(ready: ReadyJob): Promise<void> {
    const { executor, kill, on } = this.#options
    const tools = { context: this.#context, executor, signal: this.#stop.signal, kill, on }
    try {
      const tried = await runJob(tools, ready)
      if (isPlain(tried)) this.#plain.add(tried)
      else await this.#conclude([tried])
    } catch (error) {
      this.#fail(error)
      this.#leave(ready.job)
    }
  }

  /** Commits how these ended; one that failed is put off when its policy says so. */
  async #conclude(batch: readonly JobTry[]): Promise<void> {
    try {
      if (!this.#failure) await this.#finish(batch)
    } catch (error) {
      this.#fail(error)
    }
    for (const { job } of batch) this.#leave(job)
    this.#stir()
  }

  async #finish([first, ...others]: readonly JobTry[]): Promise<void> {
    if (first === undefined) return
    const error =
      first.outcome.status === 'error'
        ? first.outcome.error
        : await this.#commitUnlessRefused([first, ...others])
    if (!error) return
    const { retries } = this.#context.run
    const policy = retries.length > 0 ? retries : (first.options.retry ?? [])
    const delay = this.#stop.signal.aborted ? undefined : retryDelay(policy, first.job, error)
    if (delay !== undefined) await this.#putOff(first.job, error, delay)
    else await this.#commit([{ ...first, outcome: { status: 'error', error } }])
  }

  /** Only of one that is alone: what is plain asks for nothing. */
  async #commitUnlessRefused(batch: EndedJobs): Promise<ErrorData | undefined> {
    try {
      await this.#commit(batch)
      return undefined
    } catch (error) {
      if (isRefusal(error)) return describeError(error)
      throw error
    }
  }

  async #commit(batch: EndedJobs): Promise<void> {
    const { ended, added } = await finishJobs(this.#context, batch)
    this.#emitJobs(ended)
    this.#emitJobs(added)
    // Another commit may have failed, or added, jobs at the same moment.
    this.#emitJobs(await skipDoomed(this.#context, [...ended, ...added]))
  }

  /** The wait is durable: whoever drives the run by then keeps it. */
  async #putOff(job: Job, error: ErrorData, delay: number): Promise<void> {
    const context = this.#context
    const changes = new ChangeSet()
    const again: Job = {
      ...job,
      state: 'new',
      failures: job.failures + 1,
      errorJson: formatJson(error),
      retryAt: Math.round(context.now() + delay),
    }
    putJobs(context, changes, [again])
    await context.commit(changes)
    context.state.requeue(again)
    this.#emitJob(again)
  }

  async #end(): Promise<Model.Run> {
    const cancelled = this.#stop.signal.aborted
    const { run, jobs } = await endRun(this.#context, cancelled)
    this.#emitJobs(jobs)
    this.#emitRun(run)
    return run
  }

  /** Nothing is written any more: another process goes on, or the next command does. */
  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#stop.abort(
      isCancelled(error)
        ? error
        : new AysError('AYS_CANCELLED', 'the run stopped', { cause: error }),
    )
    this.#stir()
  }

  #emitRun(run: Model.Run): void {
    const { on } = this.#options
    on?.({ type: 'run', run: toRunInfo(run, countJobs(this.#context.state.jobs.values()), false) })
  }

  #emitJobs(jobs: Iterable<Job>): void {
    for (const job of jobs) this.#emitJob(job)
  }

  #emitJob(job: Job): void {
    this.#options.on?.({ type: 'job', job: toJobInfo(this.#context.run.id, job) })
  }
}
