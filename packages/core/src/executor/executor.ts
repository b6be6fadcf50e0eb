import type { ErrorData } from '../errors/ays-error.ts'
import type { LogLevel } from '../log/logger.ts'
import type { SchemaModel } from '../schema/schema-model.ts'
import type { ExecOptions, ExecResult, Json } from './action.ts'

/** A service on its way to a worker: data as encoded, its schema by hash. */
export interface CallService {
  readonly role: string
  readonly name: string
  readonly uid: string
  readonly template: string
  readonly schema: string
  readonly data: Uint8Array
}

/** The nearest ancestor whose template exports getExecutor: it describes where programs run. */
export interface HostCall {
  /** sha256 of the bundle of getExecutor. */
  readonly code: string
  readonly service: CallService
  readonly parent?: CallService
  readonly producers: readonly CallService[]
}

/** One execution of one action. */
export interface ActionCall {
  /** Unique among the calls in flight. */
  readonly id: string
  /** sha256 of the bundle. */
  readonly code: string
  readonly action: string
  readonly service: CallService
  readonly parent?: CallService
  readonly producers: readonly CallService[]
  /** Without one programs run on this machine. */
  readonly host?: HostCall
  readonly args: Readonly<Record<string, Json>>
  readonly attempt: number
  readonly idempotencyKey: string
  /** Milliseconds; the worker is killed when it is over. */
  readonly timeout: number
  /** Part of a plan: exec() is refused. */
  readonly planning: boolean
  /**
   * Runs alone in a worker process of its own, without a deadline; before the action begins, that tells the URL
   * of its inspector and waits for a debugger. Not heeded where `isolation` is `none`.
   */
  readonly inspect?: boolean
}

/** A declaration made by an action. */
export interface Ensured {
  readonly template: string
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Emitted {
  readonly event: string
  readonly payload: Json
}

/** How an execution ended. */
export type ActionOutcome =
  | {
      readonly status: 'ok'
      /** The service's data with the returned fields set; absent when the action returned none. */
      readonly data?: Uint8Array
      /** Which fields were returned. */
      readonly fields: readonly string[]
      readonly ensured: readonly Ensured[]
      readonly emitted: readonly Emitted[]
    }
  | {
      readonly status: 'error'
      /**
       * AYS_JOB_FAILED, AYS_JOB_TIMEOUT, AYS_JOB_CRASHED, AYS_JOB_UNLOADABLE, AYS_DATA_INVALID,
       * AYS_FIELD_OWNED or AYS_CANCELLED; the author's error is its cause.
       */
      readonly error: ErrorData
    }

/** What happens while an action runs. */
export type ActionEvent =
  | { readonly type: 'started'; readonly at: number }
  | {
      readonly type: 'log'
      readonly at: number
      readonly level: LogLevel
      readonly text: string
      /** The action's own log, its console, or a child process. */
      readonly from: 'log' | 'stdout' | 'stderr'
      readonly fields?: Readonly<Record<string, Json>>
    }
  | { readonly type: 'progress'; readonly fraction: number; readonly text: string }
  /** A debugger is waited for at this URL, on the machine that runs the action. */
  | { readonly type: 'inspector'; readonly url: string }

export interface ExecuteOptions {
  /** Aborted: the action is asked to stop, and ended when it takes too long. */
  readonly signal?: AbortSignal
  /** Aborted after `signal`: it is not waited for any more. */
  readonly kill?: AbortSignal
  /** Events of one call come in order, all before the outcome. */
  readonly on?: (event: ActionEvent) => void
}

/**
 * What an action cannot harm. `process`: nothing outside its own worker. `thread`: a native crash
 * ends everything. `none`: the action shares the process, is heard only through its log, and one
 * that never yields cannot be ended.
 */
export type Isolation = 'none' | 'thread' | 'process'

/** Runs actions. Whatever an action does to its worker is that call's error, never the executor's. */
export interface Executor extends AsyncDisposable {
  readonly isolation: Isolation
  /** How many calls run at the same time. */
  readonly capacity: number
  /** How many calls are worth having in flight: above capacity when short ones share a message. */
  readonly window: number
  /** Never rejects for what an action does; rejects with AYS_INTERNAL when the executor is closed. */
  execute(call: ActionCall, options?: ExecuteOptions): Promise<ActionOutcome>
}

/** What a program that an action runs has of its job. */
export interface ProgramJob {
  /** How errors call the program, when not by its command. */
  readonly title?: string
  /** Ends the program. */
  readonly signal: AbortSignal
  /** Takes what it prints, in whole lines. */
  print(from: 'stdout' | 'stderr', text: string): void
  /** It has started, or ended. */
  program?(pid: number, running: boolean): void
}

/** What exec() of an action does. */
export type RunProgram = (
  host: ProgramJob,
  command: string,
  args?: readonly string[],
  options?: ExecOptions,
) => Promise<ExecResult>

/** Where an executor gets what a call names only by hash. The composition root provides it. */
export interface ActionSources {
  /** The bundle, an ES module; its only export is `default`, the action. AYS_JOB_UNLOADABLE when it is not there. */
  code(hash: string): Promise<ActionCode>
  schema(hash: string): Promise<SchemaModel>
}

export interface ActionCode {
  readonly code: string
  /** Source map, JSON. */
  readonly map: string
}

/** One bundled action. */
export interface BundledAction extends ActionCode {
  readonly action: string
  /** sha256 of `code`: equal exactly when the reachable code is equal. */
  readonly hash: string
  /** sha256 over the paths and contents of the files it was made of. */
  readonly inputs: string
}

/** Makes self-contained actions of an actions file. */
export interface Bundler extends AsyncDisposable {
  /**
   * One bundle for each exported function whose name does not start with `_`, sorted by name.
   * AYS_ACTION_INVALID with a diagnostic (file, line, column) for each fault.
   */
  bundle(file: string): Promise<readonly BundledAction[]>
}
