import type { StoreInfo as Info } from '@ays/core'
import { AysCommand } from '../../ays-command.ts'
import { renderFacts } from '../../render/table.ts'

export default class StoreInfo extends AysCommand {
  static override readonly summary = 'Show which store the repository uses, and what is in it'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<Info> {
    const { flags } = await this.parse(StoreInfo)
    const { api } = await this.open(flags)
    const { store } = await api.info(this.options)
    this.log(renderFacts(Object.entries(store), this.screen))
    return store
  }
}
