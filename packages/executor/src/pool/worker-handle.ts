import type { ControlMessage } from './protocol.ts'

/** How a worker ended. */
export interface WorkerExit {
  readonly exitCode: number | null
  readonly signal: string | null
}

/** What an executor does to one worker beyond giving it work through workerpool. */
export interface WorkerHandle {
  /** The pid, or the thread's id: how the worker names itself. */
  readonly id: number | undefined
  /** Resolves when it is dead and all it printed has been heard; never rejects. */
  readonly gone: Promise<WorkerExit>
  /** Who hears what reaches its stdout and stderr past its console. */
  output: OutputListener
  send(message: ControlMessage): void
  /** Its job runs a program, or has run it. */
  program(pid: number, running: boolean): void
  /** At once, and with it every program it has started. */
  kill(): void
}

export type OutputListener = (from: 'stdout' | 'stderr', text: string) => void

/** A worker that has not come up by then is killed, milliseconds. */
export const START_LIMIT = 30_000

/** How long what a dead worker printed may take to arrive, milliseconds. */
export const DRAIN_LIMIT = 300

/** SIGKILL for all processes of a group, if there are any. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}
