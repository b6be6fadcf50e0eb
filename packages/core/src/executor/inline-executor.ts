import { AysError } from '../errors/ays-error.ts'
import type { Codec, Schema } from '../schema/codec.ts'
import { type ActionHost, refuseExec } from './action-context.ts'
import type { Action } from './action.ts'
import type {
  ActionCall,
  ActionEvent,
  ActionOutcome,
  ActionSources,
  ExecuteOptions,
  Executor,
  ProgramJob,
  RunProgram,
} from './executor.ts'
import { servicesOf } from './services-of.ts'
import type { HostFactory } from './host.ts'
import { JobHost } from './job-host.ts'
import { cancelError, errorOutcome, timeoutError, unloadableError } from './job-errors.ts'
import { actionOf, runAction } from './run-action.ts'

export interface InlineExecutorOptions {
  readonly codec: Codec
  readonly sources: ActionSources
  /** How many actions run at the same time; 16 unless told. */
  readonly capacity?: number
  /** Runs programs for the actions; without it exec() fails with AYS_USAGE. */
  readonly runProgram?: RunProgram
  /** Finds hosts by the kind that getExecutor describes, beside `local`; undefined when nobody knows it. */
  readonly hosts?: (kind: string) => Promise<HostFactory | undefined>
  /** Milliseconds that an aborted action has to end; then it is left alone. 1000 unless told. */
  readonly grace?: number
}

/** setTimeout takes no more: about 24 days. */
const MAX_DELAY = 2 ** 31 - 1

/** Calls in flight for each that runs: their starts are made durable together, and before their turn. */
const AHEAD = 16

/** The reference of the port: runs actions in this very process, for tests and for debugging. */
export class InlineExecutor implements Executor {
  readonly isolation = 'none'
  readonly capacity: number
  readonly window: number
  readonly #options: InlineExecutorOptions
  readonly #actions = new Map<string, Promise<Action>>()
  readonly #schemas = new Map<string, Promise<Schema>>()
  readonly #closed = new AbortController()
  readonly #outcomes = new Set<Promise<ActionOutcome>>()
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(options: InlineExecutorOptions) {
    this.#options = options
    this.capacity = options.capacity ?? 16
    this.window = this.capacity * AHEAD
  }

  execute(call: ActionCall, options: ExecuteOptions = {}): Promise<ActionOutcome> {
    if (this.#closed.signal.aborted) {
      return Promise.reject(new AysError('AYS_INTERNAL', 'the executor is closed'))
    }
    const outcome = this.#inTurn(call, options).finally(() => this.#outcomes.delete(outcome))
    this.#outcomes.add(outcome)
    return outcome
  }

  /** Cancels what runs and what waits; returns when all of it has ended, or has been given up. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort(new AysError('AYS_CANCELLED', 'the executor was closed'))
    await Promise.all(this.#outcomes)
  }

  async #inTurn(call: ActionCall, options: ExecuteOptions): Promise<ActionOutcome> {
    await this.#enter()
    try {
      return await this.#run(call, options)
    } finally {
      this.#leave()
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.capacity) this.#running++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** The place goes straight to who waits longest, so nobody overtakes. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }

  async #run(call: ActionCall, { signal, kill, on = () => undefined }: ExecuteOptions) {
    const end = new AbortController()
    const cancel = AbortSignal.any(signal ? [signal, this.#closed.signal] : [this.#closed.signal])
    const onCancel = () => end.abort(cancelError(call, cancel.reason))
    if (cancel.aborted) return errorOutcome(cancelError(call, cancel.reason))
    cancel.addEventListener('abort', onCancel)
    let timer = setTimeout(() => end.abort(timeoutError(call)), Math.min(call.timeout, MAX_DELAY))
    // An action that heeds no signal cannot be ended here.
    let onKill: (() => void) | undefined
    const givenUp = new Promise<ActionOutcome>((resolve) => {
      onKill = () => resolve(errorOutcome(cancelError(call, kill?.reason)))
      kill?.addEventListener('abort', onKill)
      end.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        timer = setTimeout(
          () => resolve(errorOutcome(end.signal.reason)),
          this.#options.grace ?? 1000,
        )
      })
    })
    try {
      return await Promise.race([this.#perform(call, on, end.signal), givenUp])
    } finally {
      clearTimeout(timer)
      cancel.removeEventListener('abort', onCancel)
      if (onKill) kill?.removeEventListener('abort', onKill)
    }
  }

  async #perform(
    call: ActionCall,
    on: (event: ActionEvent) => void,
    signal: AbortSignal,
  ): Promise<ActionOutcome> {
    try {
      const action = await this.#action(call.code)
      const schema = await this.#schemasOf(call)
      const host = this.#hostOf(call, { schema, on, signal })
      on({ type: 'started', at: Date.now() })
      const exec = host?.exec ?? refuseExec(NO_PROGRAMS)
      try {
        return await runAction(action, call, { schema, on, exec, signal })
      } finally {
        await host?.[Symbol.asyncDispose]()
      }
    } catch (cause) {
      return errorOutcome(unloadableError(call, cause))
    }
  }

  #hostOf(
    call: ActionCall,
    { schema, on, signal }: Pick<ActionHost, 'schema' | 'on' | 'signal'>,
  ): JobHost | undefined {
    const { runProgram: local, hosts = NO_HOSTS } = this.#options
    if (local === undefined) return undefined
    const job = { signal, print: printTo(on) }
    return new JobHost(call, {
      action: (code) => this.#action(code),
      schema,
      host: hosts,
      local,
      on,
      job,
    })
  }

  #action(hash: string): Promise<Action> {
    return remember(this.#actions, hash, async () => {
      const { code } = await this.#options.sources.code(hash)
      // Named, because a stack trace would hold the whole code otherwise.
      const text = encodeURIComponent(`${code}\n//# sourceURL=${hash}.mjs`)
      return actionOf(await import(`data:text/javascript,${text}`))
    })
  }

  async #schemasOf(call: ActionCall): Promise<(hash: string) => Schema> {
    const { codec, sources } = this.#options
    const schemas = new Map<string, Schema>()
    for (const { schema } of servicesOf(call)) {
      const compile = async () => codec.compile(await sources.schema(schema))
      schemas.set(schema, await remember(this.#schemas, schema, compile))
    }
    return (hash) => {
      const schema = schemas.get(hash)
      if (schema) return schema
      throw new AysError('AYS_INTERNAL', `the schema ${hash} is not one of the call`)
    }
  }
}

const NO_HOSTS = async (): Promise<undefined> => undefined

const NO_PROGRAMS = 'This executor was given nothing that runs programs.'

function printTo(on: (event: ActionEvent) => void): ProgramJob['print'] {
  return (from, text) => {
    const level = from === 'stdout' ? 'info' : 'warn'
    on({ type: 'log', at: Date.now(), level, text: text.replace(/\n$/, ''), from })
  }
}

/** What failed is asked for again next time. */
function remember<T>(
  memory: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const found = memory.get(key)
  if (found) return found
  const made = make()
  memory.set(key, made)
  made.catch(() => memory.delete(key))
  return made
}
