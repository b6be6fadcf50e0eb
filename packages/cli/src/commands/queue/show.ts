import type { SubmissionInfo } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { submission } from '../../flags.ts'
import { renderSubmission } from '../../render/queue.ts'

export default class QueueShow extends AysCommand {
  static override readonly summary = 'Show how far a queued run is'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 01JZZZZZZZZZZZZZZZZZZZZZZZ',
  ]
  static override readonly args = { id: submission }

  override async run(): Promise<SubmissionInfo> {
    const { args, flags } = await this.parse(QueueShow)
    const { api } = await this.open(flags)
    const found = await api.showSubmission(args.id, this.options)
    this.log(renderSubmission(found, this.screen))
    return found
  }
}
