import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import {
  type ActionCall,
  type ActionOutcome,
  AysError,
  cancelError,
  errorOutcome,
  type ExecuteOptions,
  type Executor,
  unloadableError,
} from '@ays/core'
import { Batch } from './pool/batch.ts'
import { CodeFolder } from './pool/code-folder.ts'
import { Durations } from './pool/durations.ts'
import { loadableModule } from './pool/loadable-module.ts'
import { InspectedCall } from './pool/inspected-call.ts'
import { LoneCalls } from './pool/lone-calls.ts'
import { DEFAULT_GRACE, type PoolExecutorOptions } from './pool/options.ts'
import { PendingCall } from './pool/pending-call.ts'
import { Workers, type WorkerScript } from './pool/workers.ts'

/** Runs actions in warm workers, processes unless told. Workers start when there is work for them. */
export class PoolExecutor implements Executor {
  readonly isolation: 'thread' | 'process'
  readonly capacity: number
  readonly #options: PoolExecutorOptions
  readonly #code: CodeFolder
  readonly #durations = new Durations()
  readonly #live = new Set<PendingCall>()
  readonly #batches = new Set<Promise<void>>()
  readonly #queue: PendingCall[] = []
  readonly #lone: LoneCalls
  #script: Promise<WorkerScript> | undefined
  #workers: Workers | undefined
  #dispatching = false
  #closed = false

  constructor(options: PoolExecutorOptions) {
    this.#options = options
    this.isolation = options.kind ?? 'process'
    this.capacity = options.workers ?? availableParallelism()
    this.#code = new CodeFolder(options.folder, options.sources)
    this.#lone = new LoneCalls(options, () => this.#findScript())
  }

  /** Follows what was measured: for each worker a message that is running, and the next one. */
  get window(): number {
    return this.capacity * 2 * this.#durations.batch
  }

  async execute(call: ActionCall, options: ExecuteOptions = {}): Promise<ActionOutcome> {
    if (this.#closed) throw new AysError('AYS_INTERNAL', 'the executor is closed')
    const pending = new (call.inspect ? InspectedCall : PendingCall)(call, options)
    this.#live.add(pending)
    try {
      const missing = this.#code.provide(call)
      if (missing) await missing
      if (call.inspect) void this.#lone.run(pending)
      else this.#enqueue(pending)
    } catch (cause) {
      pending.settle(errorOutcome(unloadableError(call, cause)))
    }
    const outcome = await pending.outcome
    this.#live.delete(pending)
    if (outcome.status === 'error' && outcome.error.code === 'AYS_JOB_UNLOADABLE') {
      this.#code.forget(call)
    }
    return outcome
  }

  /** Cancels what waits and what runs, kills the workers; returns when they are gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const pending of this.#live) {
      const reason = new AysError('AYS_CANCELLED', 'the executor was closed')
      pending.settle(errorOutcome(cancelError(pending.call, reason)))
    }
    await this.#script?.catch(() => undefined)
    await Promise.all([this.#workers?.close(), this.#lone[Symbol.asyncDispose]()])
    await Promise.all(this.#batches)
  }

  #enqueue(pending: PendingCall): void {
    this.#queue.push(pending)
    if (this.#dispatching) return
    this.#dispatching = true
    // Calls made one after the other meet in one message.
    queueMicrotask(() => {
      this.#dispatching = false
      this.#dispatch()
    })
  }

  #dispatch(): void {
    while (this.#batches.size < this.capacity && this.#queue.length > 0) {
      const share = Math.ceil(this.#queue.length / this.capacity)
      const size = this.#durations.fit(this.#queue, share)
      const calls = this.#queue.splice(0, size).filter(({ settled }) => !settled)
      if (calls.length === 0) continue
      const batch = this.#run(calls)
      this.#batches.add(batch)
      void batch.finally(() => {
        this.#batches.delete(batch)
        this.#dispatch()
      })
    }
  }

  async #run(calls: readonly PendingCall[]): Promise<void> {
    try {
      const { grace = DEFAULT_GRACE } = this.#options
      const script = await this.#findScript()
      const workers = (this.#workers ??= new Workers(this.#options, script, this.capacity))
      const giveBack = (left: readonly PendingCall[]) => {
        this.#queue.unshift(...left)
        this.#dispatch()
      }
      await new Batch(calls, { workers, durations: this.#durations, grace, giveBack }).run()
    } catch (cause) {
      for (const pending of calls)
        pending.settle(errorOutcome(unloadableError(pending.call, cause)))
    }
  }

  #findScript(): Promise<WorkerScript> {
    return (this.#script ??= this.#makeScript())
  }

  async #makeScript(): Promise<WorkerScript> {
    const { folder, codecUrl, hosts = {}, cwd = process.cwd() } = this.#options
    const main = new URL('./worker/main.js', import.meta.url).href
    const source = import.meta.url.endsWith('.ts') ? main.replace(/js$/, 'ts') : main
    const load = (url: string) => loadableModule(url, folder)
    const [script, codec] = await Promise.all([load(source), load(codecUrl)])
    const loaded = Object.entries(hosts).map(async ([kind, url]) => [kind, await load(url)])
    const setup = {
      folder,
      codecUrl: codec,
      hosts: Object.fromEntries(await Promise.all(loaded)),
      cwd,
      parent: process.pid,
    }
    return { path: fileURLToPath(script), setup }
  }
}
