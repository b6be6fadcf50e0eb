import type { Worker } from 'node:worker_threads'
import type { ControlMessage } from './protocol.ts'
import { START_LIMIT, type WorkerExit, type WorkerHandle } from './worker-handle.ts'

/** A worker thread of this process. */
export class ThreadHandle implements WorkerHandle {
  output: WorkerHandle['output'] = () => undefined
  readonly id: number
  readonly gone: Promise<WorkerExit>
  readonly #thread: Worker

  constructor(thread: Worker) {
    this.#thread = thread
    // A dead thread has none any more.
    this.id = thread.threadId
    const late = setTimeout(() => this.kill(), START_LIMIT)
    thread.once('message', () => clearTimeout(late))
    thread.stdout.setEncoding('utf8').on('data', (text: string) => this.output('stdout', text))
    thread.stderr.setEncoding('utf8').on('data', (text: string) => this.output('stderr', text))
    this.gone = new Promise((resolve) => {
      thread.once('exit', (exitCode) => {
        clearTimeout(late)
        resolve({ exitCode, signal: null })
      })
    })
  }

  send(message: ControlMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#thread.postMessage(message)
  }

  kill(): void {
    void this.#thread.terminate()
  }
}
