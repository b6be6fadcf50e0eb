import type { RunDetail } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { renderRunEnd } from '../../render/report.ts'

export default class RunCancel extends AysCommand {
  static override readonly summary = 'Stop a run, whoever drives it'
  static override readonly description =
    'Asks the actions to stop and waits until the run has ended. What had not started keeps its state; an action that was ended is in error, for what it did is not known.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --kill',
  ]
  static override readonly args = {
    run: argument({ description: 'The id of the run, by default the newest that has not ended' }),
  }
  static override readonly flags = {
    kill: Flags.boolean({ summary: 'End the actions at once' }),
  }

  override async run(): Promise<RunDetail> {
    const { args, flags } = await this.parse(RunCancel)
    const { api } = await this.open(flags)
    const how = { kill: flags.kill, who: whoAmI() }
    const run = await api.cancelRun(args.run, { ...this.options, ...how })
    this.log(renderRunEnd(run, this.screen))
    return run
  }
}
