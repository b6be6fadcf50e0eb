import { type CreatedToken, parseDuration, SCOPES } from '@ays/core'
import { whoAmI } from '@ays/engine'
import { Flags } from '@oclif/core'
import { AysCommand } from '../../../ays-command.ts'
import { argument } from '../../../flags.ts'

export default class TokenCreate extends AysCommand {
  static override readonly summary = 'Let somebody in over TCP, to this repository'
  static override readonly description =
    'The secret is shown once, and stored nowhere: only its hash is. Who has it may do what the scope says; each scope includes those before it: read looks, run runs what is declared, write changes services, admin does everything. The name stands in runs, in the history and in the record of changes.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> ci --scope run --expires 90d',
    '<%= config.bin %> <%= command.id %> dashboard',
  ]
  static override readonly args = {
    name: argument({ required: true, description: 'Who it is for' }),
  }
  static override readonly flags = {
    scope: Flags.option({ options: SCOPES, default: 'read', summary: 'What it allows' })(),
    expires: Flags.string({ helpValue: '90d', summary: 'After how long it is valid no more' }),
  }

  override async run(): Promise<CreatedToken> {
    const { args, flags } = await this.parse(TokenCreate)
    const { api } = await this.open(flags)
    const expires =
      flags.expires === undefined ? {} : { expires: Date.now() + parseDuration(flags.expires) }
    const { name } = args
    const made = await api.createToken(
      { name, scope: flags.scope, who: whoAmI(), ...expires },
      this.options,
    )
    this.log(made.secret)
    this.tellBeside(
      `Token ${made.token.id}. Keep the secret: it is not shown again. ays takes it from AYS_TOKEN.`,
    )
    return made
  }
}
