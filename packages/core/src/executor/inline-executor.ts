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
import { onAbort } from './on-abort.ts'
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
  readonly #schemas = new Map<string, Schema>()
  readonly #compiling = new Map<string, Promise<void>>()
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
    if (this.#running < this.capacity) this.#running++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await this.#run(call, options)
    } finally {
      this.#leave()
    }
  }

  /** The place goes straight to who waits longest, so nobody overtakes. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }

  async #run(call: ActionCall, { signal, kill, on = () => undefined }: ExecuteOptions) {
    const stops = signal ? [signal, this.#closed.signal] : [this.#closed.signal]
    const stopped = stops.find(({ aborted }) => aborted)
    if (stopped) return errorOutcome(cancelError(call, stopped.reason))
    const end = new AbortController()
    let timer = setTimeout(() => stop(timeoutError(call)), Math.min(call.timeout, MAX_DELAY))
    let giveUp: ((outcome: ActionOutcome) => void) | undefined
    const stop = (error: AysError) => {
      if (end.signal.aborted) return
      clearTimeout(timer)
      timer = setTimeout(() => giveUp?.(errorOutcome(error)), this.#options.grace ?? 1000)
      end.abort(error)
    }
    const leaves = stops.map((one) => onAbort(one, () => stop(cancelError(call, one.reason))))
    if (kill)
      leaves.push(onAbort(kill, () => giveUp?.(errorOutcome(cancelError(call, kill.reason)))))
    try {
      // An action that heeds no signal cannot be ended here.
      return await new Promise<ActionOutcome>((resolve, reject) => {
        giveUp = resolve
        this.#perform(call, on, end.signal).then(resolve, reject)
      })
    } finally {
      clearTimeout(timer)
      for (const leave of leaves) leave()
    }
  }

  async #perform(
    call: ActionCall,
    on: (event: ActionEvent) => void,
    signal: AbortSignal,
  ): Promise<ActionOutcome> {
    try {
      const action = await this.#action(call.code)
      const compiling = this.#compile(call)
      if (compiling) await compiling
      const schema = this.#schema
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

  /** Resolves when the schemas of the call are there; undefined when they are already. */
  #compile(call: ActionCall): Promise<unknown> | undefined {
    const missing = servicesOf(call).filter(({ schema }) => !this.#schemas.has(schema))
    if (missing.length === 0) return undefined
    const { codec, sources } = this.#options
    return Promise.all(
      missing.map(({ schema }) =>
        remember(this.#compiling, schema, async () => {
          this.#schemas.set(schema, codec.compile(await sources.schema(schema)))
        }),
      ),
    )
  }

  readonly #schema = (hash: string): Schema => {
    const schema = this.#schemas.get(hash)
    if (schema) return schema
    throw new AysError('AYS_INTERNAL', `the schema ${hash} is not one of the call`)
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
