import type { ApplyReport } from '@ays/core'
import { Flags } from '@oclif/core'
import { ApplyCommand } from '../apply-command.ts'
import { blueprintRequest } from '../blueprint-request.ts'
import { blueprints, prune, target } from '../flags.ts'
import { inspect } from '../inspect.ts'
import { readPlanFile } from '../plan-file.ts'

export default class Apply extends ApplyCommand {
  static override readonly summary = 'Make it so: change what differs and run what has to run'
  static override readonly description =
    'Asks for fields with @ask that the blueprints leave out, shows the plan and asks first; with --yes, or without a terminal, it asks for nothing. Given a file that plan --out wrote, applies that plan and reads no blueprint.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> blueprints/site.yaml --yes',
    '<%= config.bin %> <%= command.id %> site.plan --yes',
    '<%= config.bin %> <%= command.id %> --inspect=web!shop:install',
  ]
  static override readonly args = { blueprint: blueprints }
  static override readonly flags = {
    inspect,
    prune,
    target,
    'no-run': Flags.boolean({ summary: 'Change the state and leave the jobs for ays run' }),
  }

  override async run(): Promise<ApplyReport> {
    const { args, flags } = await this.parse(Apply)
    const { api, repository } = await this.open(flags)
    const how = { noRun: flags['no-run'], inspect: flags.inspect }
    const names = args.blueprint
    const file = names?.length === 1 ? await readPlanFile(names[0] ?? '') : undefined
    if (file) {
      await this.resumeFirst(api, flags)
      return this.applyPlan(api, file.plan, { file }, flags, how)
    }
    const silent = blueprintRequest(repository, names, flags)
    const request = flags.yes ? silent : await this.ask(api, silent)
    return this.planAndApply(api, request, flags, how)
  }
}
