import type { ControlMessage, WorkerMessage } from './protocol.ts'

/** How a worker ended. */
export interface WorkerExit {
  readonly exitCode: number | null
  readonly signal: string | null
}

/** Who hears a worker. */
export interface WorkerListener {
  message(message: WorkerMessage, worker: WorkerHandle): void
  /** What native code, or a program that shares a pipe of the worker, writes while this batch runs. */
  text(batch: number, from: 'stdout' | 'stderr', text: string): void
}

/** What an executor does to one worker beyond giving it work through workerpool. */
export interface WorkerHandle {
  /** True once it can do nothing any more, though not all it said may have been heard. */
  readonly dead: boolean
  /** Resolves when it is dead and all it said has been heard; never rejects. */
  readonly gone: Promise<WorkerExit>
  send(message: ControlMessage): void
  /** Its job runs a program, or has run it. */
  program(pid: number, running: boolean): void
  /** All that is said of this batch has been heard. */
  end(batch: number): void
  /** At once, and with it every program it has started. */
  kill(): void
}

/** A worker that has not come up by then is killed, milliseconds. */
export const START_LIMIT = 30_000
