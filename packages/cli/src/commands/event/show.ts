import type { EventDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { event } from '../../flags.ts'
import { renderEvent } from '../../render/events.ts'

export default class EventShow extends AysCommand {
  static override readonly summary = 'Show an event with its data, and how far it is'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 01JZZZZZZZZZZZZZZZZZZZZZZZ',
  ]
  static override readonly args = { event }

  override async run(): Promise<EventDetail> {
    const { args, flags } = await this.parse(EventShow)
    const { api } = await this.open(flags)
    const found = await api.showEvent(args.event, this.options)
    this.log(renderEvent(found, this.screen))
    return found
  }
}
