import { EXIT } from '../../exit-codes.ts'
import { PluginsCommand } from '../../plugins-command.ts'
import type { PluginReport } from '../../plugins/plugin-report.ts'
import { renderPlugins } from '../../render/plugins.ts'

export default class PluginsUpdate extends PluginsCommand {
  static override readonly summary =
    'Bring all installed plugins to the newest version of their range'
  static override readonly description =
    'Linked plugins stay as they are. Exits with 1 when a plugin has faults afterwards.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<PluginReport[]> {
    await this.parse(PluginsUpdate)
    await this.delegate('update', [])
    const reports = await this.reports()
    this.log(renderPlugins(reports, this.screen))
    if (reports.some(({ faults }) => faults.length > 0)) process.exitCode = EXIT.failed
    return reports
  }
}
