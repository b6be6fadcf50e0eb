import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AysError } from '@ays/core'
import { argument } from '../../flags.ts'
import { PluginsCommand } from '../../plugins-command.ts'
import { describeBroken } from '../../plugins/broken-plugin.ts'
import { checkPlugin } from '../../plugins/check-plugin.ts'
import { findPackage } from '../../plugins/find-package.ts'
import { type InstalledPlugin, readInstalled } from '../../plugins/installed.ts'
import type { PluginReport } from '../../plugins/plugin-report.ts'
import { renderPlugin } from '../../render/plugins.ts'

export default class PluginsInstall extends PluginsCommand {
  static override readonly summary =
    'Install a plugin: stores, hosts, schema formats, packs, commands'
  static override readonly description = `npm installs it for this user, from the registry that npm is set up with. What it adds is tried before it counts: a
plugin with faults is removed again.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> @ays/host-ssh',
    '<%= config.bin %> <%= command.id %> ays-plugin-lmdb@^1.2.0',
    '<%= config.bin %> <%= command.id %> ./ays-plugin-lmdb-1.2.0.tgz',
  ]
  static override readonly args = {
    plugin: argument({
      required: true,
      description: 'The name of an npm package, with a version or range behind @; a tarball; a URL',
    }),
  }

  override async run(): Promise<PluginReport> {
    const { args } = await this.parse(PluginsInstall)
    const before = await readInstalled(this.config.dataDir)
    await this.delegate('install', [await sourceOf(args.plugin)])
    // The last one is the new one.
    const { name = '' } = (await readInstalled(this.config.dataDir)).at(-1) ?? {}
    const found = await findPackage(name, join(this.config.dataDir, 'node_modules', name))
    const faults = await checkPlugin(found, this.config.version, { built: true })
    if (faults.length > 0) throw await this.#undo(name, faults, before)
    const report = await this.report(name)
    this.log(renderPlugin(report, this.screen))
    return report
  }

  async #undo(
    name: string,
    faults: readonly string[],
    before: readonly InstalledPlugin[],
  ): Promise<AysError> {
    const old = before.find((plugin) => plugin.name === name && plugin.type === 'user')
    if (old) await this.delegate('install', [old.url ?? `${name}@${old.tag ?? 'latest'}`])
    else await this.delegate('uninstall', [name])
    return new AysError('AYS_PLUGIN_BROKEN', describeBroken({ name, faults }), {
      hint: old ? 'The one that was installed stays.' : 'It is not installed.',
    })
  }
}

/** As npm takes it from another folder. AYS_USAGE for a file that is not there, and for a folder. */
async function sourceOf(text: string): Promise<string> {
  const found = await stat(text).catch(() => undefined)
  if (found?.isDirectory() && /[/\\]/.test(text)) {
    throw new AysError('AYS_USAGE', `${text} is a folder`, {
      hint: `Link it: ays plugins link ${text}`,
    })
  }
  if (found?.isFile()) return `file:${resolve(text)}`
  if (/^\.|^\/|\.tgz$/.test(text) && !text.includes(':')) {
    throw new AysError('AYS_USAGE', `there is no file ${text}`)
  }
  return text
}
