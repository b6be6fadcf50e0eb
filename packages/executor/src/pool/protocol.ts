import { join } from 'node:path'
import type { ActionCall, ActionEvent, ActionOutcome } from '@ays/core'

/** What a worker is told when it starts, as JSON in its first argument. */
export interface WorkerSetup {
  /** Holds what calls name by hash. */
  readonly folder: string
  readonly codecUrl: string
  /** Where every job starts. */
  readonly cwd: string
  /** The process that must be alive. */
  readonly parent: number
}

/** Where the code of an action lies. */
export function codePath(folder: string, hash: string): string {
  return join(folder, 'code', `${hash}.mjs`)
}

/** Where the model of a schema lies, as JSON. */
export function schemaPath(folder: string, hash: string): string {
  return join(folder, 'schema', `${hash}.json`)
}

/** Something that a job says; `index` counts the calls of the batch. */
export interface EventMessage {
  readonly type: 'event'
  readonly index: number
  readonly event: ActionEvent
}

/**
 * The job has ended and said everything. A process writes it to stdout and stderr, so that whatever
 * anybody wrote there before comes before it.
 */
export interface EndMessage {
  readonly type: 'end'
  readonly index: number
}

/** What a worker emits while it runs a batch. */
export type WorkerMessage =
  /** The first of a batch; the id is the pid, or the thread's. */
  | { readonly type: 'begin'; readonly worker: number }
  | EventMessage
  /** The job in hand has been told to stop. */
  | { readonly type: 'stopping' }
  /** The worker will not begin with the calls from this one on. */
  | { readonly type: 'recalled'; readonly from: number }
  /** The job runs a program, or has run it. */
  | { readonly type: 'program'; readonly pid: number; readonly running: boolean }
  | {
      readonly type: 'done'
      readonly index: number
      readonly outcome: ActionOutcome
      /** Milliseconds. */
      readonly duration: number
      /** How many {@link EndMessage}s say that all has been heard. */
      readonly ends: number
      /** The job left something behind: the worker must not run another. */
      readonly retire: boolean
    }

/** Sent to a worker beside the messages of workerpool, which heeds only its own. */
export type ControlMessage =
  | { readonly control: 'timeout' | 'cancel'; readonly call: string }
  /** Give back the calls that have not begun. */
  | { readonly control: 'recall' }

/** The one method of a worker: runs the calls in their order, until done or told to retire. */
export type RunBatch = (calls: readonly ActionCall[]) => Promise<void>
