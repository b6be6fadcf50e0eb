import type { ActorDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { renderActor } from '../../render/actors.ts'

export default class ActorShow extends AysCommand {
  static override readonly summary =
    'Show a template as it was taken up, and what taking it up again would change'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> web']
  static override readonly args = {
    actor: argument({ required: true, description: 'Its name' }),
  }

  override async run(): Promise<ActorDetail> {
    const { args, flags } = await this.parse(ActorShow)
    const { api } = await this.open(flags)
    const actor = await api.showActor(args.actor, this.options)
    this.tell(actor.diagnostics)
    this.log(renderActor(actor, this.screen))
    return actor
  }
}
