import type { SubmissionInfo } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { submission } from '../../flags.ts'
import { renderSubmission } from '../../render/queue.ts'

export default class QueueCancel extends AysCommand {
  static override readonly summary = 'Take a run out of the queue, or stop it'
  static override readonly description =
    'What has not started never will, and is not retried; a run that goes on is cancelled.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 01JZZZZZZZZZZZZZZZZZZZZZZZ',
  ]
  static override readonly args = { id: submission }

  override async run(): Promise<SubmissionInfo> {
    const { args, flags } = await this.parse(QueueCancel)
    const { api } = await this.open(flags)
    const ended = await api.cancelSubmission(args.id, this.options)
    this.log(renderSubmission(ended, this.screen))
    return ended
  }
}
