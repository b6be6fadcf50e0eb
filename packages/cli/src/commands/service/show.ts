import type { ServiceDetail } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { renderService } from '../../render/services.ts'

export default class ServiceShow extends AysCommand {
  static override readonly summary = 'Show a service: data, links, states, where it comes from'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> node!web']
  static override readonly args = {
    service: argument({ required: true, description: 'Its address: role!name' }),
  }
  static override readonly flags = {
    secrets: Flags.boolean({ summary: 'Show secret fields too' }),
  }

  override async run(): Promise<ServiceDetail> {
    const { args, flags } = await this.parse(ServiceShow)
    const { api } = await this.open(flags)
    const { secrets } = flags
    const service = await api.showService(args.service, { ...this.options, secrets })
    this.log(renderService(service, this.screen))
    return service
  }
}
