import { hostname, userInfo } from 'node:os'
import type { ApplyReport, AysApi, Plan, PlanFile, PlanRequest } from '@ays/core'
import { Flags, type Interfaces } from '@oclif/core'
import { AysCommand } from './ays-command.ts'
import { confirm } from './confirm.ts'
import { defined } from './defined.ts'
import { exitCodeOfRun } from './exit-codes.ts'
import { parallel } from './flags.ts'
import { withProgress } from './progress/progress.ts'
import { renderPlan } from './render/plan.ts'
import { renderReport } from './render/report.ts'

export type ApplyFlags = Interfaces.InferredFlags<typeof ApplyCommand.baseFlags>

const NOTHING: ApplyReport = { changes: { created: 0, updated: 0, deleted: 0 }, took: 0 }

/** A command that changes things: it shows the plan, asks, applies, and tells what happened. */
export abstract class ApplyCommand extends AysCommand {
  static override readonly baseFlags = {
    ...AysCommand.baseFlags,
    yes: Flags.boolean({ char: 'y', summary: 'Do it without asking' }),
    barrier: Flags.boolean({ summary: 'Start no job before the step before it has ended' }),
    parallel,
  }

  /** Makes the plan and takes it through {@link applyPlan}. */
  protected async planAndApply(
    api: AysApi,
    request: PlanRequest,
    flags: ApplyFlags,
    noRun = false,
  ): Promise<ApplyReport> {
    const plan = await api.plan(request, this.options)
    return this.applyPlan(api, plan, { plan: plan.id }, flags, noRun)
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
    noRun = false,
  ): Promise<ApplyReport> {
    this.tell(plan.warnings)
    this.log(renderPlan(plan, this.screen))
    if (plan.empty) return NOTHING
    if (!flags.yes) await confirm('Do this?', this.options.signal)
    const { barrier } = flags
    const who = whoAmI()
    const request = { ...what, ...defined({ parallel: flags.parallel }), barrier, noRun, who }
    const report = await withProgress(this.progress(flags), (on) =>
      api.apply(request, { ...this.options, on }),
    )
    this.log(renderReport(report, this.screen))
    if (report.run) process.exitCode = exitCodeOfRun(report.run.state)
    return report
  }
}

function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    // In containers a user may have no name.
    return `${process.getuid?.() ?? 'somebody'}@${hostname()}`
  }
}
