import type { SubmissionInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { renderQueue } from '../../render/queue.ts'

export default class QueueList extends AysCommand {
  static override readonly summary = 'List queued runs, the newest first'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --state waiting --state queued',
  ]
  static override readonly flags = {
    state: Flags.option({
      options: ['queued', 'running', 'waiting', 'ok', 'error', 'cancelled'] as const,
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Only in this state; may be given several times',
    })(),
    before: Flags.string({ helpValue: 'ID', summary: 'Only those older than this one' }),
    limit: Flags.integer({ min: 1, default: 20, helpValue: 'N', summary: 'At most so many' }),
  }

  override async run(): Promise<SubmissionInfo[]> {
    const { flags } = await this.parse(QueueList)
    const { api } = await this.open(flags)
    const filter = defined({ states: flags.state, before: flags.before })
    const queue = await api.listQueue({ limit: flags.limit, ...filter }, this.options)
    this.log(renderQueue(queue, this.screen))
    return queue
  }
}
