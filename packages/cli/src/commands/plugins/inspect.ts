import { EXIT } from '../../exit-codes.ts'
import { argument } from '../../flags.ts'
import { PluginsCommand } from '../../plugins-command.ts'
import { checkPlugin } from '../../plugins/check-plugin.ts'
import { findPackage } from '../../plugins/find-package.ts'
import type { PluginReport } from '../../plugins/plugin-report.ts'
import { renderPlugin } from '../../render/plugins.ts'

export default class PluginsInspect extends PluginsCommand {
  static override readonly summary =
    'Show what an installed plugin adds, and all that is wrong with it'
  static override readonly description =
    'Its modules are loaded, each in a process of its own. Exits with 1 when there are faults.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> @ays/host-ssh']
  static override readonly args = { plugin: argument({ required: true, description: 'Its name' }) }

  override async run(): Promise<PluginReport> {
    const { args } = await this.parse(PluginsInspect)
    const report = await this.report(args.plugin)
    const { name, root, type } = report
    // Where there is no package, the report says so already.
    const found = await findPackage(name, root).catch(() => undefined)
    const faults = new Set(report.faults)
    if (found) {
      const options = { built: type === 'user' }
      for (const fault of await checkPlugin(found, this.config.version, options)) faults.add(fault)
    }
    const checked = { ...report, faults: [...faults] }
    this.log(renderPlugin(checked, this.screen))
    if (faults.size > 0) process.exitCode = EXIT.failed
    return checked
  }
}
