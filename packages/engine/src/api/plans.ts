import {
  type ApplyReport,
  type ApplyRequest,
  AysError,
  type Codec,
  type JobMatch,
  type Plan,
  type PlanFile,
  type PlanRequest,
  type RunOptions,
} from '@ays/core'
import { loadPlan, savePlan } from '../plan/plan-file.ts'
import type { Planner } from '../plan/planner.ts'
import { InspectingExecutor } from '../run/inspecting-executor.ts'
import { applyPlan, type KnownPlan } from './apply-plan.ts'
import type { DriveTools } from './drive-run.ts'

/** So many plans are remembered until they are applied, however large they are. */
const PLANS = 16
/** Older ones, too, while all of them hold no more changes and jobs: of many clients each has its plan. */
const CONTENTS = 5000

interface PlansTools {
  /** Id of the repository. */
  readonly repository: string
  readonly codec: Codec
  readonly planner: () => Promise<Planner>
  readonly drive: () => Promise<DriveTools>
}

/** What AysApi does with plans; remembers the last few. */
export class Plans {
  readonly #tools: PlansTools
  readonly #known = new Map<string, KnownPlan>()

  constructor(tools: PlansTools) {
    this.#tools = tools
  }

  async plan(request: PlanRequest, { signal }: RunOptions = {}): Promise<Plan> {
    const planner = await this.#tools.planner()
    const plan = () => planner.plan(request, signal)
    const prepared = await plan()
    this.#known.set(prepared.plan.id, { prepared, again: plan })
    this.#forget()
    return prepared.plan
  }

  save(id: string): PlanFile {
    const { prepared } = this.#find(id)
    return savePlan(prepared, this.#tools.repository, this.#tools.codec)
  }

  async apply(request: ApplyRequest, options: RunOptions = {}): Promise<ApplyReport> {
    const { repository, codec, drive } = this.#tools
    const known =
      'plan' in request
        ? this.#find(request.plan)
        : { prepared: loadPlan(request.file, repository, codec) }
    const tools = inspecting(await drive(), request.inspect)
    const report = await applyPlan(tools, known, request, options)
    if ('plan' in request) this.#known.delete(request.plan)
    return report
  }

  /** The oldest first. */
  #forget(): void {
    let contents = [...this.#known.values()].reduce((sum, known) => sum + contentOf(known), 0)
    for (const [id, known] of this.#known) {
      if (this.#known.size <= PLANS || contents <= CONTENTS) return
      this.#known.delete(id)
      contents -= contentOf(known)
    }
  }

  #find(id: string): KnownPlan {
    const known = this.#known.get(id)
    if (known) return known
    throw new AysError('AYS_PLAN_STALE', `plan ${id} is not known any more`, {
      hint: 'Plan again.',
    })
  }
}

function contentOf({ prepared: { plan } }: KnownPlan): number {
  return 1 + plan.changes.length + plan.jobs.length
}

function inspecting(tools: DriveTools, wanted: JobMatch | undefined): DriveTools {
  if (wanted === undefined) return tools
  const executor = new InspectingExecutor(tools.executor(), wanted)
  return { ...tools, executor: () => executor }
}
