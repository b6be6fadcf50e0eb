import type { ApplyRequest, Plan, Scope } from '@ays/core'

/** As many as an engine remembers, and some. */
const MOST = 64

/** What the plans that were made here would do, so that applying one needs no more than that. */
export class KnownPlans {
  /** The ids of plans that change no service: they only run what is there. */
  readonly #runs = new Set<string>()

  remember(plan: Plan): Plan {
    if (plan.changes.length > 0 || plan.actors.length > 0) return plan
    this.#runs.add(plan.id)
    for (const id of this.#runs) {
      if (this.#runs.size <= MOST) break
      this.#runs.delete(id)
    }
    return plan
  }

  /**
   * The file of a plan holds what is written into the store, and a debugger gets to everything: only who may do
   * everything asks for them.
   */
  scopeOf(request: ApplyRequest): Scope {
    if ('file' in request || request.inspect !== undefined) return 'admin'
    return this.#runs.has(request.plan) ? 'run' : 'write'
  }
}
