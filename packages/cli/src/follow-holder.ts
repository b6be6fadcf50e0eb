import {
  type ApplyReport,
  type ApplyRequest,
  type AysApi,
  AysError,
  type Plan,
  type PlanRequest,
  type RunDetail,
  type RunOptions,
} from '@ays/core'
import { countChanges } from '@ays/engine'
import type { Connection } from './connect.ts'
import { goOn, isLost, isUnsent, noteRun } from './go-on.ts'

/** What becomes of the process behind a connection. */
export interface Holder {
  /** Who answers now. */
  readonly reconnect: () => Promise<Connection>
  /** Gets what people should know. */
  readonly onNotice: (text: string) => void
}

/**
 * A connection that outlives the process behind it: when that has gone before a call could be sent, the next
 * one gets it. A call that was sent is never repeated, for whether it was done is not known; but a run that
 * it had begun is gone on with.
 */
export function followHolder(first: Connection, holder: Holder): Connection {
  const follower = new Follower(first, holder)
  return {
    api: new Proxy(first.api, {
      get: (_first, name) =>
        name in follower.api
          ? Reflect.get(follower.api, name)
          : (...args: unknown[]) => follower.call(name, args),
    }),
    get remote() {
      return follower.current.remote
    },
    [Symbol.asyncDispose]: () => follower.close(),
  }
}

class Follower {
  readonly #holder: Holder
  #closed = false
  readonly #plans = new Map<string, readonly [PlanRequest, Plan]>()
  #current: Connection

  /** The methods that know more than to call again. */
  readonly api: Pick<AysApi, 'plan' | 'apply' | 'resumeRun' | 'retryRun'> = {
    plan: async (request, options) => {
      const plan = await this.#retry((api) => api.plan(request, options))
      this.#plans.set(plan.id, [request, plan])
      return plan
    },
    apply: (request, options = {}) => this.#apply(request, options),
    resumeRun: (id, options = {}) =>
      this.#drive(options, (api, noted) => api.resumeRun(id, { ...options, ...noted }), same),
    retryRun: (id, options = {}) =>
      this.#drive(options, (api, noted) => api.retryRun(id, { ...options, ...noted }), same),
  }

  constructor(first: Connection, holder: Holder) {
    this.#current = first
    this.#holder = holder
  }

  get current(): Connection {
    return this.#current
  }

  call(name: string | symbol, args: readonly unknown[]): Promise<unknown> {
    return this.#retry(async (api) => callMethod(api, name, args))
  }

  #apply(request: ApplyRequest, given: RunOptions): Promise<ApplyReport> {
    const began = Date.now()
    return this.#drive(
      given,
      async (api, options, again) => {
        if (!again || 'file' in request) return api.apply(request, options)
        return api.apply({ ...request, plan: await this.#planAgain(request.plan) }, options)
      },
      (run) => {
        const changes = countChanges(this.#planOf(request), run)
        return { changes, run, took: Date.now() - began }
      },
    )
  }

  /** A call that drives a run; `afterwards` says what it would have resolved to, once others drove it. */
  async #drive<T>(
    given: RunOptions,
    call: (api: AysApi, options: RunOptions, again: boolean) => Promise<T>,
    afterwards: (run: RunDetail) => T,
  ): Promise<T> {
    const noted = noteRun(given)
    try {
      return await this.#retry((api, again) => call(api, noted.options, again))
    } catch (error) {
      if (this.#closed || !isLost(error) || noted.run === undefined) throw error
    }
    for (;;) {
      this.#holder.onNotice(`The process that drove run ${noted.run} has gone; going on with it.`)
      await this.#replace()
      try {
        return afterwards(await goOn(this.#current.api, noted.run, given))
      } catch (error) {
        if (!isLost(error)) throw error
      }
    }
  }

  async #retry<T>(call: (api: AysApi, again: boolean) => Promise<T>): Promise<T> {
    try {
      return await call(this.#current.api, false)
    } catch (error) {
      if (!isUnsent(error)) throw error
    }
    await this.#replace()
    return call(this.#current.api, true)
  }

  /** Leaves; what was begun goes on without being followed. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#current[Symbol.asyncDispose]()
  }

  async #replace(): Promise<void> {
    await this.#current[Symbol.asyncDispose]()
    this.#current = await this.#holder.reconnect()
  }

  #planOf(request: ApplyRequest): Pick<Plan, 'changes'> {
    if ('file' in request) return request.file.plan
    return this.#plans.get(request.plan)?.[1] ?? { changes: [] }
  }

  /** Whoever answers now made no plan yet: the same request must give the same plan. */
  async #planAgain(id: string): Promise<string> {
    const [request, plan] = this.#plans.get(id) ?? []
    const again = request && (await this.#current.api.plan(request))
    if (again && plan && sameWork(again, plan)) return again.id
    throw new AysError('AYS_PLAN_STALE', 'what the plan was made from has changed', {
      hint: 'Give the command again.',
    })
  }
}

const same = (run: RunDetail): RunDetail => run

function callMethod(api: AysApi, name: string | symbol, args: readonly unknown[]): unknown {
  const method: unknown = Reflect.get(api, name)
  if (typeof method === 'function') return Reflect.apply(method, api, args)
  throw new AysError('AYS_INTERNAL', `AysApi has no method ${String(name)}`)
}

function sameWork(a: Plan, b: Plan): boolean {
  return workOf(a) === workOf(b)
}

function workOf({ changes, actors, jobs }: Plan): string {
  return JSON.stringify([changes, actors, jobs])
}
