import type { ActorInfo } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { renderActors } from '../../render/actors.ts'

export default class ActorList extends AysCommand {
  static override readonly summary = 'List the templates as they were taken up'
  static override readonly description =
    'Current is an actor whose template is still the same, behind one whose template is another now, broken one whose template has faults or would lose what services hold, gone one without a template.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<ActorInfo[]> {
    const { flags } = await this.parse(ActorList)
    const { api } = await this.open(flags)
    const actors = await api.listActors(this.options)
    this.log(renderActors(actors, this.screen))
    return actors
  }
}
