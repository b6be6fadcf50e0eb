import type { ServiceInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { renderServices } from '../../render/services.ts'

export default class ServiceList extends AysCommand {
  static override readonly summary = 'List services'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --role node --parent cluster!main',
  ]
  static override readonly flags = {
    role: Flags.string({ summary: 'Only of this role' }),
    instance: Flags.string({ summary: 'Only with this name' }),
    template: Flags.string({ summary: 'Only of this template' }),
    parent: Flags.string({ helpValue: 'role!name', summary: 'Only children of this service' }),
    consumes: Flags.string({ helpValue: 'role!name', summary: 'Only consumers of this service' }),
  }

  override async run(): Promise<ServiceInfo[]> {
    const { flags } = await this.parse(ServiceList)
    const { api } = await this.open(flags)
    const { role, instance: name, template, parent, consumes } = flags
    const filter = defined({ role, name, template, parent, consumes })
    const services = await api.listServices(filter, this.options)
    this.log(renderServices(services, this.screen))
    return services
  }
}
