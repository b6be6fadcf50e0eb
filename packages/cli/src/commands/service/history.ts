import type { ServiceHistory as History } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { service, uid } from '../../flags.ts'
import { renderHistory } from '../../render/history.ts'

export default class ServiceHistory extends AysCommand {
  static override readonly summary = 'Show who changed a service, when, how, and which fields'
  static override readonly description =
    'Every change of its data and links, and every state that was set by hand, the newest first. Also of a service that is gone; a name that was used again has a history for each service that had it.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web',
    '<%= config.bin %> <%= command.id %> node!web --uid 01JD8Z4W7M3QK9T5V2X6B1N0RA',
  ]
  static override readonly args = { service }
  static override readonly flags = { uid: uid() }

  override async run(): Promise<History> {
    const { args, flags } = await this.parse(ServiceHistory)
    const { api } = await this.open(flags)
    const life = { ...this.options, ...defined({ uid: flags.uid }) }
    const history = await api.serviceHistory(args.service, life)
    this.log(renderHistory(history, this.screen))
    return history
  }
}
