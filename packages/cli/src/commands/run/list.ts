import type { RunInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { renderRuns } from '../../render/runs.ts'

export default class RunList extends AysCommand {
  static override readonly summary = 'List runs, the newest first'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --limit 5',
    '<%= config.bin %> <%= command.id %> --state error --state cancelled',
  ]
  static override readonly flags = {
    state: Flags.option({
      options: ['running', 'interrupted', 'ok', 'error', 'cancelled'] as const,
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Only runs in this state; may be given several times',
    })(),
    before: Flags.string({ helpValue: 'RUN', summary: 'Only runs older than this one' }),
    limit: Flags.integer({ min: 1, default: 20, helpValue: 'N', summary: 'At most so many' }),
  }

  override async run(): Promise<RunInfo[]> {
    const { flags } = await this.parse(RunList)
    const { api } = await this.open(flags)
    const filter = defined({ states: flags.state, before: flags.before })
    const runs = await api.listRuns({ limit: flags.limit, ...filter }, this.options)
    this.log(renderRuns(runs, this.screen))
    return runs
  }
}
