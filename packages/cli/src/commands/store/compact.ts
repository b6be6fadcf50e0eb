import type { CompactReport } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { count } from '../../render/text.ts'

export default class StoreCompact extends AysCommand {
  static override readonly summary = 'Take away the history and the runs that are no longer kept'
  static override readonly description =
    'What stays is said by "retention" in ays.yaml. AYS does this by itself after a run, once a day; runs go on meanwhile.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<CompactReport> {
    const { flags } = await this.parse(StoreCompact)
    const { api } = await this.open(flags)
    const report = await api.compactStore(this.options)
    const { revisions, runs } = report
    this.log(`${count(revisions, 'revision')} and ${count(runs, 'run')} taken away.`)
    return report
  }
}
