import {
  type ApplyRequest,
  type AysApi,
  AysError,
  isAysError,
  type Plan,
  type PlanRequest,
  type RunDetail,
  type RunOptions,
} from '@ays/core'
import { countChanges } from '@ays/engine'
import type { Connection } from './connect.ts'
import { goOn, isLost, noteRun } from './go-on.ts'

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
export function followHolder(first: Connection, { reconnect, onNotice }: Holder): Connection {
  let current = first
  const plans = new Map<unknown, readonly [PlanRequest, Plan]>()

  /** Whoever answers now made no plan yet: the same request must give the same plan. */
  const planAgain = async (id: string): Promise<string> => {
    const [request, plan] = plans.get(id) ?? []
    const again = request && (await current.api.plan(request))
    if (again && plan && sameWork(again, plan)) return again.id
    throw new AysError('AYS_PLAN_STALE', 'what the plan was made from has changed', {
      hint: 'Give the command again.',
    })
  }

  const replace = async (): Promise<void> => {
    await current[Symbol.asyncDispose]()
    current = await reconnect()
  }

  async function retry<T>(call: (again: boolean) => Promise<T>): Promise<T> {
    try {
      return await call(false)
    } catch (error) {
      if (!isAysError(error, 'AYS_DAEMON_UNREACHABLE') || error.details['sent'] !== false)
        throw error
    }
    await replace()
    return call(true)
  }

  /** A call that drives a run; `afterwards` says what it would have resolved to, once others drove it. */
  async function drive<T>(
    given: RunOptions,
    call: (options: RunOptions, again: boolean) => Promise<T>,
    afterwards: (run: RunDetail) => T,
  ): Promise<T> {
    const noted = noteRun(given)
    try {
      return await retry((again) => call(noted.options, again))
    } catch (error) {
      if (!isLost(error) || noted.run === undefined) throw error
    }
    for (;;) {
      onNotice(`The process that drove run ${noted.run} has gone; going on with it.`)
      await replace()
      try {
        return afterwards(await goOn(current.api, noted.run, given))
      } catch (error) {
        if (!isLost(error)) throw error
      }
    }
  }

  const planOf = (request: ApplyRequest): Pick<Plan, 'changes'> =>
    'file' in request ? request.file.plan : (plans.get(request.plan)?.[1] ?? { changes: [] })

  const api: Pick<AysApi, 'plan' | 'apply' | 'resumeRun' | 'retryRun'> = {
    async plan(request, options) {
      const plan = await retry(() => current.api.plan(request, options))
      plans.set(plan.id, [request, plan])
      return plan
    },
    apply(request, given = {}) {
      const began = Date.now()
      return drive(
        given,
        async (options, again) => {
          if (!again || 'file' in request) return current.api.apply(request, options)
          return current.api.apply({ ...request, plan: await planAgain(request.plan) }, options)
        },
        (run) => ({
          changes: countChanges(planOf(request), run),
          run,
          took: Date.now() - began,
        }),
      )
    },
    resumeRun: (id, options = {}) =>
      drive(options, (noted) => current.api.resumeRun(id, { ...options, ...noted }), same),
    retryRun: (id, options = {}) =>
      drive(options, (noted) => current.api.retryRun(id, { ...options, ...noted }), same),
  }

  return {
    api: new Proxy(first.api, {
      get: (_first, name) => {
        if (name in api) return Reflect.get(api, name)
        return (...args: unknown[]) => retry(async () => callMethod(current.api, name, args))
      },
    }),
    get remote() {
      return current.remote
    },
    [Symbol.asyncDispose]: () => current[Symbol.asyncDispose](),
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
