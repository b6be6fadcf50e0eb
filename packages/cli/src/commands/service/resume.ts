import type { ServiceDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { service } from '../../flags.ts'

export default class ServiceResume extends AysCommand {
  static override readonly summary = 'Let what recurs of a paused service do so again'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> node!web']
  static override readonly args = { service }

  override async run(): Promise<ServiceDetail> {
    const { args, flags } = await this.parse(ServiceResume)
    const { api } = await this.open(flags)
    const found = await api.pauseService(args.service, { paused: false }, this.options)
    this.log(`${args.service} recurs again.`)
    return found
  }
}
