import type { ApplyReport, ForgetReport } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Flags } from '@oclif/core'
import { ApplyCommand } from '../../apply-command.ts'
import { confirm } from '../../confirm.ts'
import { argument } from '../../flags.ts'

export default class ServiceDelete extends ApplyCommand {
  static override readonly summary = 'Delete services through their own stop, uninstall and delete'
  static override readonly description =
    'With what is below them and what they ensured; refused while something else consumes one of them. The history stays.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web',
    '<%= config.bin %> <%= command.id %> app!shop db!main --yes',
    '<%= config.bin %> <%= command.id %> node!web --forget',
  ]
  static override readonly args = {
    service: argument({
      required: true,
      multiple: true,
      description: 'Their addresses: role!name',
    }),
  }
  static override readonly flags = {
    forget: Flags.boolean({
      summary: 'Take away the record only: runs nothing, and what is there of the service stays',
    }),
  }

  override async run(): Promise<ApplyReport | ForgetReport[]> {
    const { args, flags } = await this.parse(ServiceDelete)
    const { api } = await this.open(flags)
    const services = args.service
    if (!flags.forget) return this.planAndApply(api, { kind: 'delete', services }, flags)
    if (!flags.yes) await confirm(question(services), this.options.signal)
    const forgotten: ForgetReport[] = []
    for (const service of services) {
      forgotten.push(await api.forgetService(service, { ...this.options, who: whoAmI() }))
      this.log(`${service} is forgotten.`)
    }
    return forgotten
  }
}

function question(services: readonly string[]): string {
  return `Forget ${services.join(', ')}? Nothing is stopped or uninstalled.`
}
