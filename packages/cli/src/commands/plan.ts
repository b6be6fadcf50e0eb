import type { Plan as PlanReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../ays-command.ts'
import { blueprints, prune, target } from '../flags.ts'
import { makePlan } from '../questions/make-plan.ts'

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
    return makePlan(await this.talk(flags), args.blueprint, flags)
  }
}
