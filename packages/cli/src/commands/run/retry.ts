import type { RunDetail } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { exitCodeOfRun } from '../../exit-codes.ts'
import { argument, parallel, retries } from '../../flags.ts'
import { renderRunEnd } from '../../render/report.ts'

export default class RunRetry extends AysCommand {
  static override readonly summary = 'Go on with a run that failed or was cancelled'
  static override readonly description =
    'Jobs that were done are not repeated; the others run with the same idempotency key, and with the code of the actors as they are now.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --retries 10s,30s,1m',
  ]
  static override readonly args = {
    run: argument({ description: 'The id of the run, by default the newest that was not ok' }),
  }
  static override readonly flags = { parallel, retries }
  protected override readonly serves = true

  override async run(): Promise<RunDetail> {
    const { args, flags } = await this.parse(RunRetry)
    const { api } = await this.open(flags)
    const how = defined({ parallel: flags.parallel, retries: flags.retries })
    const run = await this.drive(api, flags, (options) =>
      api.retryRun(args.run, { ...options, ...how }),
    )
    this.log(renderRunEnd(run, this.screen))
    process.exitCode = exitCodeOfRun(run.state)
    return run
  }
}
