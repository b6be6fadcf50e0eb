import type { ControlMessage, EndMessage, EventMessage } from './protocol.ts'

/** How a worker ended. */
export interface WorkerExit {
  readonly exitCode: number | null
  readonly signal: string | null
}

/** Hears what a worker writes to its stdout and stderr. */
export interface WorkerListener {
  message(message: EventMessage | EndMessage): void
  /** Past the console: native code, or a program that shares the pipe. */
  text(from: 'stdout' | 'stderr', text: string): void
}

/** What an executor does to one worker beyond giving it work through workerpool. */
export interface WorkerHandle {
  /** The pid, or the thread's id: how the worker names itself. */
  readonly id: number | undefined
  /** Resolves when it is dead and all it wrote has been heard; never rejects. */
  readonly gone: Promise<WorkerExit>
  /** From now on this one hears it; without one the worker has to wait with what it writes. */
  listen(listener: WorkerListener | undefined): void
  send(message: ControlMessage): void
  /** Its job runs a program, or has run it. */
  program(pid: number, running: boolean): void
  /** At once, and with it every program it has started. */
  kill(): void
}

/** A worker that has not come up by then is killed, milliseconds. */
export const START_LIMIT = 30_000

/** SIGKILL for all processes of a group, if there are any. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}
