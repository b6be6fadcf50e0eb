import type { RunDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { exitCodeOfRun } from '../../exit-codes.ts'
import { argument } from '../../flags.ts'
import { withProgress } from '../../progress/progress.ts'
import { renderRunEnd } from '../../render/report.ts'
import { renderUndriven } from '../../render/runs.ts'

export default class RunWatch extends AysCommand {
  static override readonly summary = 'Follow a run until it has ended, whoever drives it'
  static override readonly description = 'Ctrl-C ends the watching, not the run.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']
  static override readonly args = {
    run: argument({ description: 'The id of the run, by default the newest' }),
  }

  override async run(): Promise<RunDetail> {
    const { args, flags } = await this.parse(RunWatch)
    const { api } = await this.open(flags)
    const run = await withProgress(this.progress(flags), (on) =>
      api.watchRun(args.run, { ...this.options, on }),
    )
    this.log(run.interrupted ? renderUndriven(run) : renderRunEnd(run, this.screen))
    process.exitCode = exitCodeOfRun(run.state)
    return run
  }
}
