import type { RunDetail } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { renderRun } from '../../render/runs.ts'

export default class RunShow extends AysCommand {
  static override readonly summary = 'Show a run with its steps and jobs'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --all',
  ]
  static override readonly args = {
    run: argument({ description: 'The id of the run, by default the newest' }),
  }

  static override readonly flags = {
    all: Flags.boolean({ summary: 'Every job, also of a run with very many' }),
  }

  override async run(): Promise<RunDetail> {
    const { args, flags } = await this.parse(RunShow)
    const { api } = await this.open(flags)
    const run = await api.showRun(args.run, this.options)
    this.log(renderRun(run, this.screen, flags.all))
    return run
  }
}
