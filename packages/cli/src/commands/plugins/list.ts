import { PluginsCommand } from '../../plugins-command.ts'
import type { PluginReport } from '../../plugins/plugin-report.ts'
import { renderPlugins } from '../../render/plugins.ts'

export default class PluginsList extends PluginsCommand {
  static override readonly summary = 'List the installed plugins, and what each adds'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<PluginReport[]> {
    await this.parse(PluginsList)
    const reports = await this.reports()
    this.log(renderPlugins(reports, this.screen))
    return reports
  }
}
