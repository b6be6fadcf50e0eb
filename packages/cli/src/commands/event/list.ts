import type { EventInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { renderEvents } from '../../render/events.ts'

export default class EventList extends AysCommand {
  static override readonly summary = 'List events, the newest first'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --state dead',
    '<%= config.bin %> <%= command.id %> --channel github --limit 5',
  ]
  static override readonly flags = {
    state: Flags.option({
      options: ['new', 'unheard', 'queued', 'running', 'done', 'dead'] as const,
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Only events in this state; may be given several times',
    })(),
    channel: Flags.string({ helpValue: 'NAME', summary: 'Only events of this channel' }),
    before: Flags.string({ helpValue: 'EVENT', summary: 'Only events older than this one' }),
    limit: Flags.integer({ min: 1, default: 20, helpValue: 'N', summary: 'At most so many' }),
  }

  override async run(): Promise<EventInfo[]> {
    const { flags } = await this.parse(EventList)
    const { api } = await this.open(flags)
    const { state: states, channel, before, limit } = flags
    const filter = { limit, ...defined({ states, channel, before }) }
    const events = await api.listEvents(filter, this.options)
    this.log(renderEvents(events, this.screen))
    return events
  }
}
