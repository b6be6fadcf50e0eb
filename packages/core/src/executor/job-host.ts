import type { Schema } from '../schema/codec.ts'
import { createActionDraft, refuseExec } from './action-context.ts'
import type { Action, ActionContext, HostDescription } from './action.ts'
import type { ActionCall, ActionEvent, HostCall, ProgramJob, RunProgram } from './executor.ts'
import { createLocalHost, type Host, hostError, type HostFactory } from './host.ts'

/** What finding the host of a job needs of the place where the job runs. */
export interface HostTools {
  readonly action: (code: string) => Promise<Action>
  readonly schema: (hash: string) => Schema
  /** Undefined when nobody knows the kind. */
  readonly host: (kind: string) => Promise<HostFactory | undefined>
  readonly local: RunProgram
  readonly on: (event: ActionEvent) => void
  readonly job: ProgramJob
}

const ONLY_DESCRIBES = 'getExecutor says where programs run; it runs none.'

/** Where the programs of one job run. Its host is made for the first of them, and closed with the job. */
export class JobHost implements AsyncDisposable {
  readonly #call: ActionCall
  readonly #tools: HostTools
  #host: Promise<Host> | undefined

  constructor(call: ActionCall, tools: HostTools) {
    this.#call = call
    this.#tools = tools
  }

  /** exec() of the job. AYS_HOST_INVALID when getExecutor fails or describes no host. */
  readonly exec: ActionContext['exec'] = async (command, args, options) => {
    const { exec } = await (this.#host ??= this.#open())
    return exec(this.#tools.job, command, args, options)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const host = await this.#host?.catch(() => undefined)
    await host?.[Symbol.asyncDispose]()
  }

  async #open(): Promise<Host> {
    const { local } = this.#tools
    const description = this.#call.host && (await this.#describe(this.#call.host))
    if (description === undefined || description.kind === 'local') {
      return createLocalHost(description ?? { kind: 'local' }, local)
    }
    const create = await this.#tools.host(description.kind)
    if (create) return create(description, local)
    throw hostError(`there is no host of the kind "${description.kind}"`, {
      hint: 'Install the plugin that brings it with: ays plugins install',
    })
  }

  async #describe({ code, service, parent, producers }: HostCall) {
    const { host: _host, parent: _parent, ...call } = this.#call
    const { action, schema, on, job } = this.#tools
    const { context } = createActionDraft(
      { ...call, args: {}, service, ...(parent && { parent }), producers },
      { schema, on, exec: refuseExec(ONLY_DESCRIBES), signal: job.signal },
    )
    const name = `${service.role}!${service.name} getExecutor`
    const returned = await run(name, async () => (await action(code))(context))
    return toDescription(name, returned)
  }
}

async function run(name: string, describe: () => Promise<unknown>): Promise<unknown> {
  try {
    return await describe()
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause)
    throw hostError(`${name} failed: ${text}`, { cause })
  }
}

/** Plain data: what a worker elsewhere could be sent. */
function toDescription(name: string, value: unknown): HostDescription | undefined {
  if (value === undefined || value === null) return undefined
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? 'null')
  if (isDescription(plain)) return plain
  throw hostError(`${name} returned no host`, {
    hint: "Return plain data with the kind of the host, such as { kind: 'ssh', host: '10.0.0.1' }.",
  })
}

function isDescription(value: unknown): value is HostDescription {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
  )
}
