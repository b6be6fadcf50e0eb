import { resolve } from 'node:path'
import { AysError } from '@ays/core'
import { Flags } from '@oclif/core'
import { argument } from '../../flags.ts'
import { PluginsCommand } from '../../plugins-command.ts'
import { describeBroken } from '../../plugins/broken-plugin.ts'
import { checkPlugin } from '../../plugins/check-plugin.ts'
import { findPackage } from '../../plugins/find-package.ts'
import { isText, member } from '../../plugins/json.ts'
import { why } from '../../plugins/why.ts'
import type { PluginReport } from '../../plugins/plugin-report.ts'
import { renderPlugin } from '../../render/plugins.ts'

export default class PluginsLink extends PluginsCommand {
  static override readonly summary = 'Use a plugin from the folder in which it is developed'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> ../ays-plugin-lmdb']
  static override readonly args = {
    folder: argument({ default: '.', description: 'Its folder, the working directory by default' }),
  }
  static override readonly flags = {
    install: Flags.boolean({
      allowNo: true,
      summary: 'Install the dependencies in the folder, too',
    }),
  }

  override async run(): Promise<PluginReport> {
    const { args, flags } = await this.parse(PluginsLink)
    const root = resolve(args.folder)
    const found = await findPackage(args.folder, root).catch((cause: unknown) => {
      throw new AysError('AYS_USAGE', `${args.folder} is no package${why(cause)}`, { cause })
    })
    const named = member(found.pjson, 'name')
    const name = isText(named) ? named : args.folder
    // Without its dependencies it cannot be tried yet.
    const faults = flags.install
      ? []
      : await checkPlugin(found, this.config.version, { built: false })
    if (faults.length > 0) {
      throw new AysError('AYS_PLUGIN_BROKEN', describeBroken({ name, faults }), {
        hint: 'It is not linked.',
      })
    }
    await this.delegate('link', [root, flags.install ? '--install' : '--no-install'])
    const report = await this.report(name)
    this.log(renderPlugin(report, this.screen))
    return report
  }
}
