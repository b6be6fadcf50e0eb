import { join } from 'node:path'
import type { ActionCall, ActionEvent, ActionOutcome } from '@ays/core'

/** What a worker is told when it starts, as JSON in its first argument. */
export interface WorkerSetup {
  /** Holds what calls name by hash. */
  readonly folder: string
  readonly codecUrl: string
  /** Kind of host to the URL of its module. */
  readonly hosts: Readonly<Record<string, string>>
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

/** What a worker says of a batch; `index` counts its calls. */
export type WorkerMessage =
  /** The first of a batch. */
  | { readonly type: 'begin'; readonly batch: number }
  | SpokenMessage
  /** The job in hand has been told to stop. */
  | { readonly type: 'stopping'; readonly batch: number }
  /** The worker will not begin with the calls from this one on. */
  | { readonly type: 'recalled'; readonly batch: number; readonly index: number }
  /** The job in hand runs a program, or has run it. */
  | {
      readonly type: 'program'
      readonly batch: number
      readonly pid: number
      readonly running: boolean
    }
  | DoneMessage

/** What a job says: events, and the text of lines that are not whole yet and count if the worker dies. */
export type Spoken =
  | { readonly type: 'event'; readonly event: ActionEvent }
  | { readonly type: 'part'; readonly from: 'stdout' | 'stderr'; readonly text: string }

/** What goes through the pipes of a process, in order with all that anybody else writes there. */
export type SpokenMessage = { readonly batch: number; readonly index: number } & (
  | Spoken
  /** The job has ended, and said everything in this pipe. */
  | { readonly type: 'end'; readonly pipe: 'stdout' | 'stderr' }
)

/** The answer of one call. */
export interface DoneMessage {
  readonly type: 'done'
  readonly batch: number
  readonly index: number
  readonly outcome: ActionOutcome
  /** Milliseconds. */
  readonly duration: number
  /** How many ends come through pipes. */
  readonly ends: number
  /** The job left something behind: the worker must not run another. */
  readonly retire: boolean
}

/** True for our own among the messages of workerpool. */
export function isWorkerMessage(value: unknown): value is WorkerMessage {
  return typeof value === 'object' && value !== null && 'type' in value && 'batch' in value
}

/** Sent to a worker beside the messages of workerpool, which heeds only its own. */
export type ControlMessage =
  | { readonly control: 'timeout' | 'cancel'; readonly call: string }
  /** Give back the calls that have not begun. */
  | { readonly control: 'recall' }

/** Calls that share a message. */
export interface BatchMessage {
  /** Unique among those of an executor. */
  readonly batch: number
  readonly calls: readonly ActionCall[]
}
