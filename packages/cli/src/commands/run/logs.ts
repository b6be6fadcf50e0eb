import type { LogLineInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { argument } from '../../flags.ts'
import { renderLogs } from '../../render/runs.ts'

export default class RunLogs extends AysCommand {
  static override readonly summary = 'Print what the jobs of a run said'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> --job 3']
  static override readonly args = {
    run: argument({ description: 'The id of the run, by default the newest' }),
  }
  static override readonly flags = {
    job: Flags.integer({ min: 0, helpValue: 'N', summary: 'Only the job with this number' }),
  }

  override async run(): Promise<LogLineInfo[]> {
    const { args, flags } = await this.parse(RunLogs)
    const { api } = await this.open(flags)
    const run = args.run ?? (await api.showRun(undefined, this.options)).id
    const lines = await api.logs(run, defined({ job: flags.job }), this.options)
    this.log(renderLogs(lines, this.screen))
    return lines
  }
}
