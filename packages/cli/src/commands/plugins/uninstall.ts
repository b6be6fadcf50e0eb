import { argument } from '../../flags.ts'
import { PluginsCommand } from '../../plugins-command.ts'

export default class PluginsUninstall extends PluginsCommand {
  static override readonly summary = 'Remove an installed or linked plugin'
  static override readonly description = 'What repositories keep in its store stays where it is.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> ays-plugin-lmdb']
  static override readonly args = { plugin: argument({ required: true, description: 'Its name' }) }

  override async run(): Promise<{ readonly removed: string }> {
    const { args } = await this.parse(PluginsUninstall)
    const { name } = await this.report(args.plugin)
    await this.delegate('uninstall', [name])
    this.log(`${name} is removed.`)
    return { removed: name }
  }
}
