import type { Worker } from 'node:worker_threads'
import type { ControlMessage } from './protocol.ts'
import { killGroup, START_LIMIT, type WorkerExit, type WorkerHandle } from './worker-handle.ts'

/** A worker thread of this process. */
export class ThreadHandle implements WorkerHandle {
  readonly id: number
  readonly gone: Promise<WorkerExit>
  readonly #thread: Worker
  readonly #programs = new Set<number>()

  constructor(thread: Worker) {
    this.#thread = thread
    // A dead thread has none any more.
    this.id = thread.threadId
    const late = setTimeout(() => this.kill(), START_LIMIT)
    thread.once('message', () => clearTimeout(late))
    this.gone = new Promise((resolve) => {
      thread.once('exit', (exitCode) => {
        clearTimeout(late)
        this.kill()
        resolve({ exitCode, signal: null })
      })
    })
  }

  /** What is not the console of a thread goes to stdout and stderr of this process. */
  listen(): void {}

  send(message: ControlMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#thread.postMessage(message)
  }

  program(pid: number, running: boolean): void {
    if (running) this.#programs.add(pid)
    else this.#programs.delete(pid)
  }

  /** The programs of a thread are children of this process: nobody else would end them. */
  kill(): void {
    void this.#thread.terminate()
    for (const pid of this.#programs) killGroup(pid)
    this.#programs.clear()
  }
}
