import {
  type AysApi,
  type AysError,
  isAysError,
  type PlanRequest,
  roleOf,
  type RunDetail,
  type SignalOption,
} from '@ays/core'
import type { CastService } from './cast.ts'
import type { Sandbox } from './sandbox.ts'
import type { Scene } from './scene.ts'

/** Why something was not done. */
export interface Fault {
  readonly text: string
  /** The plan was refused, and nothing ran. */
  readonly refused: boolean
}

/** AYS over a sandbox, while it is open. Each thing that is done answers with the fault, if there was one. */
export class Stage {
  readonly api: AysApi
  readonly #sandbox: Pick<Sandbox, 'tree'>
  readonly #options: SignalOption

  constructor(api: AysApi, sandbox: Pick<Sandbox, 'tree'>, options: SignalOption) {
    this.api = api
    this.#sandbox = sandbox
    this.#options = options
  }

  /** Makes these services, or makes them what they are now. */
  async apply(services: readonly CastService[]): Promise<Fault | undefined> {
    if (services.length === 0) return undefined
    const text = JSON.stringify(blueprintOf(services))
    return this.#do({ kind: 'blueprint', files: [{ file: 'blueprint', text }] })
  }

  /** Runs actions one after the other, also when they were done. */
  async act(
    actions: readonly string[],
    { template, name }: CastService,
  ): Promise<Fault | undefined> {
    for (const action of actions) {
      const request = { kind: 'do', action, role: roleOf(template), name, force: true } as const
      const fault = await this.#do(request)
      if (fault) return fault
    }
    return undefined
  }

  /** Takes a service away if it is there. */
  async remove(service: CastService): Promise<Fault | undefined> {
    const address = addressOf(service)
    const services = await this.addresses()
    return services.includes(address)
      ? this.#do({ kind: 'delete', services: [address] })
      : undefined
  }

  /** Takes everything away. */
  async destroy(): Promise<Fault | undefined> {
    return this.#do({ kind: 'destroy' })
  }

  /** Goes on with what was interrupted. */
  async resume(): Promise<Fault | undefined> {
    const runs = await this.api.listRuns({ states: ['interrupted'] }, this.#options)
    for (const { id } of runs) {
      const fault = faultIn(await this.api.resumeRun(id, this.#options))
      if (fault) return fault
    }
    return undefined
  }

  /** What can be seen now: all files and services, and the fields of this one. */
  async look(subject: CastService): Promise<Scene> {
    const services = await this.addresses()
    const data = services.includes(addressOf(subject)) ? await this.dataOf(subject) : {}
    return new Map([
      ...(await this.#sandbox.tree()),
      ...services.map((address): [string, string] => [address, 'a service']),
      ...Object.entries(data).map(([field, value]): [string, string] => [
        `field ${field}`,
        JSON.stringify(value),
      ]),
    ])
  }

  /** The data of a service, secrets included. */
  async dataOf(service: CastService): Promise<Readonly<Record<string, unknown>>> {
    const options = { ...this.#options, secrets: true }
    return (await this.api.showService(addressOf(service), options)).data
  }

  /** Of every service. */
  async addresses(): Promise<readonly string[]> {
    return (await this.api.listServices({}, this.#options)).map(({ address }) => address)
  }

  async #do(request: PlanRequest): Promise<Fault | undefined> {
    try {
      const plan = await this.api.plan(request, this.#options)
      if (plan.empty) return undefined
      const { run } = await this.api.apply({ plan: plan.id }, this.#options)
      return run && faultIn(run)
    } catch (error) {
      if (isAysError(error) && REFUSALS.has(error.code)) return toFault(error)
      throw error
    }
  }
}

/** Errors that say something of the pack, and not of the place where it is tested. */
const REFUSALS: ReadonlySet<string> = new Set([
  'AYS_INPUT_INVALID',
  'AYS_SCHEMA_BREAKS',
  'AYS_SERVICE_CONSUMED',
  'AYS_ACTION_CYCLE',
])

function toFault({ message, diagnostics }: AysError): Fault {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const lines = errors.map(({ summary, detail = '' }) => `${summary} ${detail}`.trim())
  return { text: lines.length > 0 ? lines.join('\n') : message, refused: true }
}

function faultIn({ state, steps }: RunDetail): Fault | undefined {
  if (state === 'ok') return undefined
  const failed = steps.flat().filter((job) => job.state === 'error')
  const lines = failed.map(
    ({ service, action, error }) => `${service} ${action}: ${error?.message ?? state}`,
  )
  return { text: lines.join('\n') || `the run ended as ${state}`, refused: false }
}

/** As the user would write it. */
export function blueprintOf(
  services: readonly CastService[],
): Readonly<Record<string, CastService['data']>> {
  return Object.fromEntries(services.map((one) => [`${one.template}__${one.name}`, one.data]))
}

function addressOf({ template, name }: CastService): string {
  return `${roleOf(template)}!${name}`
}
