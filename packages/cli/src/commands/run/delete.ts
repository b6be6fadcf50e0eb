import { AysError, parseDuration, type RunSelection } from '@ays/core'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { argument } from '../../flags.ts'
import { count } from '../../render/text.ts'

export default class RunDelete extends AysCommand {
  static override readonly summary = 'Delete runs with their jobs and logs'
  static override readonly description =
    'Services keep what the runs made of them. A run that has not ended is refused.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 01JD8Z4W7M3QK9T5V2X6B1N0RA',
    '<%= config.bin %> <%= command.id %> --older 30d',
  ]
  static override readonly args = {
    run: argument({ name: 'RUN', multiple: true, description: 'The ids of the runs' }),
  }
  static override readonly flags = {
    older: Flags.string({
      helpValue: 'TIME',
      summary: 'All that ended longer ago than this: 12h, 30d',
    }),
  }

  override async run(): Promise<string[]> {
    const { args, flags } = await this.parse(RunDelete)
    const which = selection(args.run, flags.older)
    const { api } = await this.open(flags)
    const deleted = await api.deleteRuns(which, this.options)
    this.log(`${count(deleted.length, 'run')} deleted.`)
    return deleted
  }
}

function selection(ids: readonly string[] = [], older: string | undefined): RunSelection {
  if (ids.length > 0 && older === undefined) return { ids }
  if (ids.length === 0 && older !== undefined) {
    return { endedBefore: Date.now() - parseDuration(older) }
  }
  throw new AysError('AYS_USAGE', 'which runs are meant is not clear', {
    hint: 'Name their ids, or say --older.',
  })
}
