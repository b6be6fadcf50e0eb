import {
  type ApplyReport,
  type ApplyRequest,
  type AysApi,
  isAysError,
  type JobMatch,
  type Plan,
  type PlanFile,
  type PlanRequest,
  type RunEvent,
} from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Flags, type Interfaces } from '@oclif/core'
import { AysCommand } from './ays-command.ts'
import { confirm } from './confirm.ts'
import { defined } from './defined.ts'
import { exitCodeOfRun } from './exit-codes.ts'
import { parallel, retries } from './flags.ts'
import { assertPlanned, withInspectValue } from './inspect.ts'
import { renderPlan } from './render/plan.ts'
import { renderReport, renderRunEnd } from './render/report.ts'

export type ApplyFlags = Interfaces.InferredFlags<typeof ApplyCommand.baseFlags>

/** What only some of the commands can be told. */
export interface ApplyHow {
  readonly noRun?: boolean
  readonly inspect?: JobMatch | undefined
}

const NOTHING: ApplyReport = { changes: { created: 0, updated: 0, deleted: 0 }, took: 0 }

/** A command that changes things: it shows the plan, asks, applies, and tells what happened. */
export abstract class ApplyCommand extends AysCommand {
  static override readonly baseFlags = {
    ...AysCommand.baseFlags,
    yes: Flags.boolean({ char: 'y', summary: 'Do it without asking' }),
    barrier: Flags.boolean({ summary: 'Start no job before the step before it has ended' }),
    detach: Flags.boolean({
      summary: 'Leave as soon as the run has begun; the daemon goes on with it',
    }),
    parallel,
    retries,
  }

  protected override readonly serves = true

  protected override async init(): Promise<void> {
    await super.init()
    this.argv = withInspectValue(this.argv)
  }

  /** Makes the plan and takes it through {@link applyPlan}. */
  protected async planAndApply(
    api: AysApi,
    request: PlanRequest,
    flags: ApplyFlags,
    how: ApplyHow = {},
  ): Promise<ApplyReport> {
    await this.resumeFirst(api, flags)
    const plan = await api.plan(request, this.options)
    return this.applyPlan(api, plan, { plan: plan.id }, flags, how)
  }

  /** What a process that died has left is done first: its claims, and what the plan would repeat. */
  protected async resumeFirst(api: AysApi, flags: ApplyFlags): Promise<void> {
    for (const { id, command } of await api.listRuns({ states: ['interrupted'] }, this.options)) {
      this.warn(`going on with the interrupted run ${id} (${command}) first`)
      const run = await this.drive(api, flags, (options) => api.resumeRun(id, options)).catch(
        (error: unknown) => {
          // Somebody else goes on with it.
          if (!isAysError(error, 'AYS_RUN_ACTIVE')) throw error
        },
      )
      if (run) this.log(renderRunEnd(run, this.screen))
    }
  }

  /**
   * Nothing is changed before the person at the terminal, or --yes, says so. A run that fails is a
   * report like any other; only the exit code differs.
   */
  protected async applyPlan(
    api: AysApi,
    plan: Plan,
    what: { readonly plan: string } | { readonly file: PlanFile },
    flags: ApplyFlags,
    { noRun = false, inspect }: ApplyHow = {},
  ): Promise<ApplyReport> {
    if (inspect) assertPlanned(plan, inspect)
    this.tell(plan.warnings)
    this.log(renderPlan(plan, this.screen))
    if (plan.empty) return NOTHING
    if (flags.detach) this.assertRemote()
    if (!flags.yes) await confirm('Do this?', this.options.signal)
    const { barrier } = flags
    const who = whoAmI()
    const how = defined({ parallel: flags.parallel, retries: flags.retries, inspect })
    const request = { ...what, ...how, barrier, noRun, who }
    if (flags.detach) return this.#detach(api, request)
    const report = await this.drive(api, flags, (options) => api.apply(request, options))
    this.log(renderReport(report, this.screen))
    if (report.run) process.exitCode = exitCodeOfRun(report.run.state)
    return report
  }

  /** The daemon drives the run, whether anybody listens or not. */
  async #detach(api: AysApi, request: ApplyRequest): Promise<ApplyReport> {
    const begun = new Promise<string | undefined>((resolve, reject) => {
      const on = (event: RunEvent) => {
        if (event.type === 'run') resolve(event.run.id)
      }
      api.apply(request, { ...this.options, on }).then(({ run }) => resolve(run?.id), reject)
    })
    const id = await begun
    if (id === undefined) return NOTHING
    this.log(`Run ${id} goes on without this terminal: ays run watch ${id}`)
    return { ...NOTHING, run: await api.showRun(id, this.options) }
  }
}
