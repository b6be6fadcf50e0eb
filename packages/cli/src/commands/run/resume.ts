import type { RunDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { exitCodeOfRun } from '../../exit-codes.ts'
import { argument, parallel } from '../../flags.ts'
import { renderRunEnd } from '../../render/report.ts'

export default class RunResume extends AysCommand {
  static override readonly summary = 'Go on with a run whose process died'
  static override readonly description =
    'Jobs that were done are not repeated; jobs that were running start again with the same idempotency key.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']
  static override readonly args = {
    run: argument({
      description: 'The id of the run, by default the oldest that was interrupted',
    }),
  }
  static override readonly flags = { parallel }
  protected override readonly serves = true

  override async run(): Promise<RunDetail> {
    const { args, flags } = await this.parse(RunResume)
    const { api } = await this.open(flags)
    const run = await this.drive(api, flags, (options) =>
      api.resumeRun(args.run, { ...options, ...defined({ parallel: flags.parallel }) }),
    )
    this.log(renderRunEnd(run, this.screen))
    process.exitCode = exitCodeOfRun(run.state)
    return run
  }
}
