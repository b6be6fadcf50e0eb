import type { EventInfo } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { event } from '../../flags.ts'

export default class EventReplay extends AysCommand {
  static override readonly summary = 'Let an event that was handled, or is dead, be heard once more'
  static override readonly description =
    'It is looked at anew, with the filters of now. Refused while it is being handled.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 01JZZZZZZZZZZZZZZZZZZZZZZZ',
  ]
  static override readonly args = { event }

  override async run(): Promise<EventInfo> {
    const { args, flags } = await this.parse(EventReplay)
    const { api } = await this.open(flags)
    const again = await api.replayEvent(args.event, this.options)
    this.log(`Event ${again.id} is sent again.`)
    return again
  }
}
