import {
  type ActionCall,
  type ActionOutcome,
  AysError,
  type ExecuteOptions,
  type Executor,
  formatAddress,
  type JobMatch,
} from '@ays/core'

/** Runs actions as another executor does, but one job, in all its tries, under a debugger. */
export class InspectingExecutor implements Executor {
  readonly isolation: Executor['isolation']
  readonly capacity: number
  readonly #inner: Executor
  readonly #wanted: JobMatch
  /** The job that was found, by what its tries have in common. */
  #found: string | undefined

  /** Of the jobs that match, the first that starts. AYS_USAGE when actions share the process of this executor. */
  constructor(inner: Executor, wanted: JobMatch) {
    if (inner.isolation === 'none') throw noInspector()
    this.isolation = inner.isolation
    this.capacity = inner.capacity
    this.#inner = inner
    this.#wanted = wanted
  }

  get window(): number {
    return this.#inner.window
  }

  execute(call: ActionCall, options?: ExecuteOptions): Promise<ActionOutcome> {
    if (this.#found === undefined && this.#matches(call)) this.#found = call.idempotencyKey
    const inspect = this.#found === call.idempotencyKey
    return this.#inner.execute(inspect ? { ...call, inspect } : call, options)
  }

  /** The other executor belongs to who made it. */
  async [Symbol.asyncDispose](): Promise<void> {}

  #matches({ service, action }: ActionCall): boolean {
    const { service: address = formatAddress(service), action: name = action } = this.#wanted
    return address === formatAddress(service) && name === action
  }
}

function noInspector(): AysError {
  return new AysError(
    'AYS_USAGE',
    'executor inline runs actions in the process of AYS: none can be debugged alone',
    { hint: 'Write executor: process into ays.yaml, or start all of ays with node --inspect-brk.' },
  )
}
