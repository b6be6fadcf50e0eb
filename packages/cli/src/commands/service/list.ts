import type { ServiceInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { renderServices } from '../../render/services.ts'

export default class ServiceList extends AysCommand {
  static override readonly summary = 'List services'
  static override readonly description =
    'Sorted by role and name. What is filtered by parent, template or a state that is not at rest is found in an index, so a page costs the same in a repository of any size.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --role node --parent cluster!main',
    '<%= config.bin %> <%= command.id %> --state error --state changed',
    '<%= config.bin %> <%= command.id %> --limit 100 --after node!n099',
  ]
  static override readonly flags = {
    role: Flags.string({ summary: 'Only of this role' }),
    instance: Flags.string({ summary: 'Only with this name' }),
    template: Flags.string({ summary: 'Only of this template' }),
    parent: Flags.string({ helpValue: 'role!name', summary: 'Only children of this service' }),
    consumes: Flags.string({ helpValue: 'role!name', summary: 'Only consumers of this service' }),
    state: Flags.option({
      options: ['new', 'changed', 'scheduled', 'running', 'ok', 'error', 'disabled'] as const,
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Only with an action in this state; may be given several times',
    })(),
    limit: Flags.integer({ min: 1, helpValue: 'N', summary: 'At most so many' }),
    after: Flags.string({
      helpValue: 'role!name',
      summary: 'Only what comes behind this service: the next page',
    }),
  }

  override async run(): Promise<ServiceInfo[]> {
    const { flags } = await this.parse(ServiceList)
    const { api } = await this.open(flags)
    const { role, instance: name, template, parent, consumes, state: states, limit, after } = flags
    const filter = defined({ role, name, template, parent, consumes, states, limit, after })
    const services = await api.listServices(filter, this.options)
    this.log(renderServices(services, this.screen, limit))
    return services
  }
}
