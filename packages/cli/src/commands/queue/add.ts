import type { SubmissionInfo } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { blueprintRequest } from '../../blueprint-request.ts'
import { defined } from '../../defined.ts'
import { blueprints, prune, target, waits } from '../../flags.ts'
import { renderSubmission } from '../../render/queue.ts'

export default class QueueAdd extends AysCommand {
  static override readonly summary = 'Queue an apply, which a daemon does when its turn comes'
  static override readonly description = `It is planned then: nobody is asked. Runs of other services go on at once, those of the same in order. A run that
failed is retried after 10 s, 30 s, 1, 5, 10 and 30 minutes.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> blueprints/site.yaml --key release-14 --priority 1',
  ]
  static override readonly strict = false
  static override readonly args = { blueprints }
  static override readonly flags = {
    prune,
    target,
    key: Flags.string({
      helpValue: 'TEXT',
      summary: 'What was queued under the same key before is not queued again, but shown',
    }),
    priority: Flags.integer({
      min: 0,
      max: 9,
      helpValue: '0-9',
      summary: '5 unless told; 0 goes first',
    }),
    delays: waits({ summary: 'Waits before the run is retried, in place of the usual ones' }),
  }

  override async run(): Promise<SubmissionInfo> {
    const { args, flags } = await this.parse(QueueAdd)
    const { api, repository } = await this.open(flags)
    const request = blueprintRequest(repository, args.blueprints, flags)
    const { key, priority, delays } = flags
    const how = { who: whoAmI(), ...defined({ key, priority, delays }) }
    const queued = await api.submitRun({ request, ...how }, this.options)
    this.log(renderSubmission(queued, this.screen))
    return queued
  }
}
