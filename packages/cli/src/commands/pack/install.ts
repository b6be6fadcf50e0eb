import { Flags } from '@oclif/core'
import { AysCommand } from '../../ays-command.ts'
import { readWorkplace } from '../../connect-remote.ts'
import { type InstalledPack, installPacks } from '../../packs/install-packs.ts'
import { renderInstalled } from '../../render/packs.ts'

export default class PackInstall extends AysCommand {
  static override readonly summary =
    'Install the packs that ays.yaml names, as ays.lock.json pins them'
  static override readonly description =
    'What is not pinned yet is fetched, with the registry and the credentials of npm, and pinned; a folder is pinned as it is now. No script of a package runs. With a fault nothing is pinned.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --frozen',
  ]
  static override readonly flags = {
    frozen: Flags.boolean({ summary: 'Pin nothing: what differs from ays.lock.json is a fault' }),
  }

  override async run(): Promise<InstalledPack[]> {
    const { flags } = await this.parse(PackInstall)
    const repository = await readWorkplace(flags)
    const { version } = this.config
    const { onWarning, options } = this
    const { frozen } = flags
    const packs = await installPacks(repository, { ...options, onWarning, version, frozen })
    this.log(renderInstalled(packs))
    return packs
  }
}
