import type { TokenInfo } from '@ays/core'
import { AysCommand } from '../../../ays-command.ts'
import { renderTokens } from '../../../render/daemon.ts'

export default class TokenList extends AysCommand {
  static override readonly summary = 'List tokens, also those that are valid no more'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<TokenInfo[]> {
    const { flags } = await this.parse(TokenList)
    const { api } = await this.open(flags)
    const tokens = await api.listTokens(this.options)
    this.log(renderTokens(tokens, this.screen))
    return tokens
  }
}
