import { listPacks, type PackInfo } from '@ays/engine'
import { AysCommand } from '../../ays-command.ts'
import { readWorkplace } from '../../connect-remote.ts'
import { pluginPacks } from '../../packs/plugin-packs.ts'
import { renderPacks } from '../../render/packs.ts'

export default class PackList extends AysCommand {
  static override readonly summary =
    'List the packs that ays.yaml names, and those that plugins bring'
  static override readonly description =
    'Pinned is a pack that is what ays.lock.json says, changed a folder that is another now, unpinned one that ays pack install has not seen yet, broken one that cannot be used; plugin one that comes with an installed plugin, in its version.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>']

  override async run(): Promise<PackInfo[]> {
    const { flags } = await this.parse(PackList)
    const named = await listPacks(await readWorkplace(flags))
    const packs = [...named, ...pluginPacks(this.plugins().packs)]
    this.log(renderPacks(packs, this.screen))
    return packs
  }
}
