import type { RunInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { renderRuns } from '../../render/runs.ts'

export default class RunList extends AysCommand {
  static override readonly summary = 'List runs, the newest first'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> --limit 5']
  static override readonly flags = {
    limit: Flags.integer({ min: 1, default: 20, helpValue: 'N', summary: 'At most so many' }),
  }

  override async run(): Promise<RunInfo[]> {
    const { flags } = await this.parse(RunList)
    const { api } = await this.open(flags)
    const runs = await api.listRuns({ limit: flags.limit }, this.options)
    this.log(renderRuns(runs, this.screen))
    return runs
  }
}
