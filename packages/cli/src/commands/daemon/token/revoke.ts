import type { TokenInfo } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { AysCommand } from '../../../ays-command.ts'
import { argument } from '../../../flags.ts'

export default class TokenRevoke extends AysCommand {
  static override readonly summary = 'Let nobody in with a token any more'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 01JD0G2M6Y2V9W1Q3Z8K4T5R7X',
  ]
  static override readonly args = {
    token: argument({ required: true, description: 'The id of the token' }),
  }

  override async run(): Promise<TokenInfo> {
    const { args, flags } = await this.parse(TokenRevoke)
    const { api } = await this.open(flags)
    const token = await api.revokeToken(args.token, { who: whoAmI(), ...this.options })
    this.log(`The token ${token.name} is not valid any more.`)
    return token
  }
}
