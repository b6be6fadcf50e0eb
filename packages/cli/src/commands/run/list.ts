import type { RunInfo } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { listRuns, RUN_LIMIT, RUN_STATES } from '../../questions/list-runs.ts'

export default class RunList extends AysCommand {
  static override readonly summary = 'List runs, the newest first'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --limit 5',
    '<%= config.bin %> <%= command.id %> --state error --state cancelled',
  ]
  static override readonly flags = {
    state: Flags.option({
      options: RUN_STATES,
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Only runs in this state; may be given several times',
    })(),
    before: Flags.string({ helpValue: 'RUN', summary: 'Only runs older than this one' }),
    limit: Flags.integer({
      min: 1,
      default: RUN_LIMIT,
      helpValue: 'N',
      summary: 'At most so many',
    }),
  }

  override async run(): Promise<RunInfo[]> {
    const { flags } = await this.parse(RunList)
    return listRuns(await this.talk(flags), flags)
  }
}
