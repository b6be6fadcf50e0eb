import type { ActionContext, ApplyReport, ApplyRequest, AysApi, PlanRequest } from '@ays/core'
import { MemoryStore } from '@ays/core'
import { randomOf } from '../harness/soak.ts'
import type { ModelSite } from './model-site.ts'
import { mix } from './random-site.ts'

/** An action that began or ended. */
export interface Moment {
  readonly kind: 'start' | 'end'
  readonly service: string
  readonly action: string
}

/** A repository whose actions take random turns of the event loop and note when they begin and end. */
export class RandomRun implements AsyncDisposable {
  readonly store = new MemoryStore()
  readonly moments: Moment[] = []
  /** The share of tries that fail. */
  failing = 0
  readonly #random: () => number
  #api: AysApi | undefined

  private constructor(seed: number) {
    this.#random = randomOf(seed)
  }

  static async open(site: ModelSite, seed: number): Promise<RandomRun> {
    const run = new RandomRun(seed)
    run.#api = await site.open(run.store, (address, action, context) =>
      run.#act(address.slice('cell!'.length), action, context),
    )
    return run
  }

  get api(): AysApi {
    if (!this.#api) throw new Error('not open')
    return this.#api
  }

  /** Plans and applies; the moments are those of this run only. */
  async apply(
    request: PlanRequest,
    how: Partial<Pick<ApplyRequest, 'noRun' | 'barrier' | 'parallel'>> = {},
  ): Promise<ApplyReport> {
    this.moments.length = 0
    const plan = await this.api.plan(request)
    return this.api.apply({ plan: plan.id, ...how })
  }

  /** Every service as it rests: its data, links and the states of its actions. */
  async rest(): Promise<Record<string, unknown>> {
    const found: Record<string, unknown> = {}
    for (const { address } of await this.api.listServices()) {
      const { data, actions, parent, producers } = await this.api.showService(address)
      found[address] = { data, actions, parent, producers }
    }
    return found
  }

  /** Keys that a repository at rest does not have. */
  async left(): Promise<string[]> {
    const found: string[] = []
    for (const prefix of ['claim/', 'pending/']) {
      for await (const { key } of this.store.scan({ prefix })) found.push(key)
    }
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#api?.[Symbol.asyncDispose]()
    await this.store[Symbol.asyncDispose]()
  }

  async #act(service: string, action: string, context: ActionContext): Promise<unknown> {
    this.moments.push({ kind: 'start', service, action })
    const fails = action !== 'init' && this.#random() < this.failing
    for (let turns = Math.floor(this.#random() * 4); turns > 0; turns--) await nextTurn()
    this.moments.push({ kind: 'end', service, action })
    if (fails) throw new Error('by chance')
    return action === 'install' || action === 'processChange' ? { seen: seen(context) } : undefined
  }
}

function seen({ service, producers }: ActionContext): number {
  const below = Object.values(producers).flat()
  return mix(
    Number(service.data['size']),
    below.map(({ data }) => Number(data['seen'])),
  )
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
