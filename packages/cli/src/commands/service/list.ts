import type { ServiceInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { ACTION_STATES, listServices } from '../../questions/list-services.ts'

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
      options: ACTION_STATES,
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
    return listServices(await this.talk(flags), flags)
  }
}
