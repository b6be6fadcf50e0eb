import type { ServiceDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { service } from '../../flags.ts'

export default class ServicePause extends AysCommand {
  static override readonly summary = 'Let nothing of a service recur until it is resumed'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> node!web']
  static override readonly args = { service }

  override async run(): Promise<ServiceDetail> {
    const { args, flags } = await this.parse(ServicePause)
    const { api } = await this.open(flags)
    const found = await api.pauseService(args.service, { paused: true }, this.options)
    this.log(`${args.service} is paused.`)
    return found
  }
}
