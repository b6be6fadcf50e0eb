import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { ChildProcess } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import workerpool from 'workerpool'
import { cleanEnv } from '../clean-env.ts'
import type { PoolExecutorOptions } from './options.ts'
import { ProcessHandle } from './process-handle.ts'
import type { BatchMessage, WorkerMessage, WorkerSetup } from './protocol.ts'
import { ThreadHandle } from './thread-handle.ts'
import type { WorkerHandle, WorkerListener } from './worker-handle.ts'

/** What runs in a worker, and what it is told. */
export interface WorkerScript {
  /** Path of a module that this Node can load. */
  readonly path: string
  readonly setup: WorkerSetup
}

const CHANNELS = ['child_process', 'worker_threads'] as const

/** Who hears what is said of one batch. */
export interface BatchListener {
  message(message: WorkerMessage, worker: WorkerHandle): void
  text(from: 'stdout' | 'stderr', text: string): void
}

/**
 * The life of the workers: workerpool starts them, gives each one message at a time and replaces the
 * dead. It cannot kill at once, and it drops what a worker sent or printed just before it died. So
 * this holds each worker itself, too: Node announces every new process and thread on a diagnostics
 * channel.
 */
export class Workers {
  readonly #pool: workerpool.Pool
  readonly #handles = new Set<WorkerHandle>()
  readonly #listeners = new Map<number, BatchListener>()
  #awaited = false

  constructor(options: PoolExecutorOptions, script: WorkerScript, size: number) {
    const { kind = 'process', heapMegabytes = 512 } = options
    const argv = [JSON.stringify(script.setup)]
    const env = cleanEnv(options.env)
    for (const channel of CHANNELS) subscribe(channel, this.#adopt)
    process.once('exit', this.#killAll)
    this.#pool = workerpool.pool(script.path, {
      workerType: kind,
      maxWorkers: size,
      workerTerminateTimeout: 200,
      forkArgs: argv,
      forkOpts: {
        detached: true,
        silent: true,
        serialization: 'advanced',
        execArgv: [`--max-old-space-size=${heapMegabytes}`],
        env,
        cwd: script.setup.cwd,
      },
      workerThreadOpts: {
        argv,
        env,
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
      },
      onCreateWorker: () => {
        this.#awaited = true
        return undefined
      },
    })
  }

  /**
   * Gives calls to a free worker. Resolves when it has run them; rejects when it died before. The
   * listener hears of the batch until end(). Call it only while less than `size` batches run.
   */
  async run(message: BatchMessage, listener: BatchListener): Promise<void> {
    this.#listeners.set(message.batch, listener)
    await this.#pool.exec('run', [message])
  }

  /** All that is said of the batch has been heard. */
  end(batch: number, worker: WorkerHandle | undefined): void {
    this.#listeners.delete(batch)
    worker?.end(batch)
  }

  /** Resolves when all that the dead have said has been heard. */
  async hearTheDead(): Promise<void> {
    await Promise.all([...this.#handles].filter(({ dead }) => dead).map(({ gone }) => gone))
  }

  /** Kills all of them; returns when they are gone. */
  async close(): Promise<void> {
    for (const channel of CHANNELS) unsubscribe(channel, this.#adopt)
    process.off('exit', this.#killAll)
    // workerpool waits for workers to end by themselves; these are dead before it asks.
    void this.#pool.terminate(true).catch(() => undefined)
    this.#killAll()
    await Promise.all([...this.#handles].map(({ gone }) => gone))
  }

  /** The message is the new worker when workerpool has just said that it makes one. */
  readonly #adopt = (message: unknown): void => {
    if (!this.#awaited) return
    const handle = handleOf(message, {
      message: (said, worker) => this.#listeners.get(said.batch)?.message(said, worker),
      text: (batch, from, text) => this.#listeners.get(batch)?.text(from, text),
    })
    if (handle === undefined) return
    this.#awaited = false
    this.#handles.add(handle)
    void handle.gone.then(() => this.#handles.delete(handle))
  }

  readonly #killAll = (): void => {
    for (const handle of this.#handles) handle.kill()
  }
}

function handleOf(message: unknown, listener: WorkerListener): WorkerHandle | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  if ('process' in message && message.process instanceof ChildProcess) {
    return new ProcessHandle(message.process, listener)
  }
  if ('worker' in message && message.worker instanceof Worker) {
    return new ThreadHandle(message.worker, listener)
  }
  return undefined
}
