import type { ServiceDiff as Diff } from '@ays/core'
import { Args } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { defined } from '../../defined.ts'
import { service, uid } from '../../flags.ts'
import { renderDiff } from '../../render/history.ts'

export default class ServiceDiff extends AysCommand {
  static override readonly summary = 'Show what differs between two revisions of a service'
  static override readonly description =
    'Without revisions: what the last change was. With one: what has changed since. Secret fields are masked.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> node!web',
    '<%= config.bin %> <%= command.id %> node!web 3',
    '<%= config.bin %> <%= command.id %> node!web 3 5',
  ]
  static override readonly args = {
    service,
    from: Args.integer({ name: 'REV', min: 0, ignoreStdin: true, description: 'The older one' }),
    to: Args.integer({
      name: 'REV',
      min: 0,
      ignoreStdin: true,
      description: 'The newer one, by default the newest',
    }),
  }
  static override readonly flags = { uid: uid() }

  override async run(): Promise<Diff> {
    const { args, flags } = await this.parse(ServiceDiff)
    const { api } = await this.open(flags)
    const range = defined({ from: args.from, to: args.to })
    const life = { ...this.options, ...defined({ uid: flags.uid }) }
    const diff = await api.diffService(args.service, range, life)
    this.log(renderDiff(diff, this.screen))
    return diff
  }
}
