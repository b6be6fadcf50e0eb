import type { RunDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { renderRun } from '../../render/runs.ts'

export default class RunShow extends AysCommand {
  static override readonly summary = 'Show a run with its steps and jobs'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']
  static override readonly args = {
    run: argument({ description: 'The id of the run, by default the newest' }),
  }

  override async run(): Promise<RunDetail> {
    const { args, flags } = await this.parse(RunShow)
    const { api } = await this.open(flags)
    const run = await api.showRun(args.run, this.options)
    this.log(renderRun(run, this.screen))
    return run
  }
}
