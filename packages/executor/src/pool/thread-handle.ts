import type { Worker } from 'node:worker_threads'
import { type ControlMessage, isWorkerMessage } from './protocol.ts'
import { Programs } from './programs.ts'
import {
  START_LIMIT,
  type WorkerExit,
  type WorkerHandle,
  type WorkerListener,
} from './worker-handle.ts'

/** A worker thread of this process. What it writes past its console goes to stdout and stderr of both. */
export class ThreadHandle implements WorkerHandle {
  readonly gone: Promise<WorkerExit>
  readonly #thread: Worker
  readonly #programs = new Programs()
  #dead = false

  constructor(thread: Worker, listener: WorkerListener) {
    this.#thread = thread
    const late = setTimeout(() => this.kill(), START_LIMIT)
    thread.once('message', () => clearTimeout(late))
    thread.on('message', (message: unknown) => {
      if (isWorkerMessage(message)) listener.message(message, this)
    })
    thread.once('error', () => (this.#dead = true))
    this.gone = new Promise((resolve) => {
      thread.once('exit', (exitCode) => {
        this.#dead = true
        clearTimeout(late)
        this.kill()
        resolve({ exitCode, signal: null })
      })
    })
  }

  get dead(): boolean {
    return this.#dead
  }

  send(message: ControlMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#thread.postMessage(message)
  }

  program(pid: number, running: boolean): void {
    this.#programs.note(pid, running)
  }

  end(): void {}

  /** The programs of a thread are children of this process: nobody else would end them. */
  kill(): void {
    void this.#thread.terminate()
    this.#programs.kill()
  }
}
