import { writeFile } from 'node:fs/promises'
import type { Plan as PlanReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../ays-command.ts'
import { blueprintRequest } from '../blueprint-request.ts'
import { EXIT } from '../exit-codes.ts'
import { blueprints, prune, target } from '../flags.ts'
import { renderPlan } from '../render/plan.ts'

export default class Plan extends AysCommand {
  static override readonly summary = 'Show what apply would change and run'
  static override readonly description =
    'Changes nothing. A plan kept with --out can be applied later, exactly as it was shown.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --out site.plan && <%= config.bin %> apply site.plan',
  ]
  static override readonly args = { blueprint: blueprints }
  static override readonly flags = {
    out: Flags.string({ helpValue: 'FILE', summary: 'Keep the plan in this file' }),
    prune,
    target,
    'detailed-exitcode': Flags.boolean({ summary: 'Exit with 3 when there is something to do' }),
  }

  override async run(): Promise<PlanReport> {
    const { args, flags } = await this.parse(Plan)
    const { api, repository } = await this.open(flags)
    const request = await this.ask(api, await blueprintRequest(repository, args.blueprint, flags))
    const plan = await api.plan(request, this.options)
    this.tell(plan.warnings)
    this.log(renderPlan(plan, this.screen))
    if (flags.out !== undefined) {
      const file = await api.savePlan(plan.id, this.options)
      await writeFile(flags.out, `${JSON.stringify(file)}\n`, { mode: 0o600 })
      this.log(`Kept in ${flags.out}: ays apply ${flags.out}`)
    }
    if (flags['detailed-exitcode'] && !plan.empty) process.exitCode = EXIT.changes
    return plan
  }
}
