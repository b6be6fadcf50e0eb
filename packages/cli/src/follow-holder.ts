import { type AysApi, AysError, isAysError, type Plan, type PlanRequest } from '@ays/core'
import type { Connection } from './connect.ts'

/**
 * A connection that outlives the process behind it: when that has gone before a call could be sent,
 * `reconnect` says who answers now. A call that was sent is never repeated: whether it was done is not known.
 */
export function followHolder(first: Connection, reconnect: () => Promise<Connection>): Connection {
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

  const api: Pick<AysApi, 'plan' | 'apply'> = {
    async plan(request, options) {
      const plan = await retry(() => current.api.plan(request, options))
      plans.set(plan.id, [request, plan])
      return plan
    },
    apply: (request, options) =>
      retry(async (again) => {
        if (!again || 'file' in request) return current.api.apply(request, options)
        return current.api.apply({ ...request, plan: await planAgain(request.plan) }, options)
      }),
  }

  async function retry<T>(call: (again: boolean) => Promise<T>): Promise<T> {
    try {
      return await call(false)
    } catch (error) {
      if (!isAysError(error, 'AYS_DAEMON_UNREACHABLE') || error.details['sent'] !== false)
        throw error
    }
    await current[Symbol.asyncDispose]()
    current = await reconnect()
    return call(true)
  }

  return {
    api: new Proxy(first.api, {
      get: (_first, name) => {
        if (name in api) return Reflect.get(api, name)
        return (...args: unknown[]) => retry(async () => callMethod(current.api, name, args))
      },
    }),
    [Symbol.asyncDispose]: () => current[Symbol.asyncDispose](),
  }
}

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
