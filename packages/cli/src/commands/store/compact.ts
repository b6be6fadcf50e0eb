import type { CompactReport } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { count } from '../../render/text.ts'

export default class StoreCompact extends AysCommand {
  static override readonly summary =
    'Take away the history, runs and events that are no longer kept'
  static override readonly description =
    'What stays is said by "retention" in ays.yaml. AYS does this by itself after a run, once a day; runs go on meanwhile.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<CompactReport> {
    const { flags } = await this.parse(StoreCompact)
    const { api } = await this.open(flags)
    const report = await api.compactStore(this.options)
    const { revisions, runs, others } = report
    const what = [count(revisions, 'revision'), count(runs, 'run'), count(others, 'other record')]
    this.log(`Taken away: ${what.join(', ')}.`)
    return report
  }
}
