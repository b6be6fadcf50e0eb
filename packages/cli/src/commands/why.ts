import type { WhyReport } from '@ays/core'
import { AysCommand } from '../ays-command.ts'
import { argument } from '../flags.ts'
import { renderWhy } from '../render/why.ts'

export default class Why extends AysCommand {
  static override readonly summary =
    'Tell why a service exists, and why its actions are as they are'
  static override readonly description =
    'Down to the line of the blueprint: who declared the service, why an action is to do, waits, was left out, was done again, and what has to happen first.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web',
    '<%= config.bin %> <%= command.id %> node!web install',
  ]
  static override readonly args = {
    service: argument({ required: true, description: 'Its address: role!name' }),
    action: argument({ description: 'One of its actions, by default every one that is not new' }),
  }

  override async run(): Promise<WhyReport> {
    const { args, flags } = await this.parse(Why)
    const { api } = await this.open(flags)
    const report = await api.why(args.service, args.action, this.options)
    this.log(renderWhy(report, this.screen))
    return report
  }
}
