import { AysCommand } from '../../ays-command.ts'
import { readWorkplace } from '../../connect-remote.ts'
import { argument } from '../../flags.ts'
import { type InstalledPack, installPacks } from '../../packs/install-packs.ts'
import { renderInstalled } from '../../render/packs.ts'

export default class PackUpdate extends AysCommand {
  static override readonly summary = 'Fetch the newest version that ays.yaml lets in, and pin it'
  static override readonly description =
    'Where npm cannot reach its registry, the newest is what its cache knows, with a warning. Services keep what they have until it is taken up: ays actor update.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> ays-pack-web',
  ]
  static override readonly args = {
    pack: argument({
      name: 'PACK',
      multiple: true,
      description: 'Names of packs, or entries of ays.yaml; by default all of them',
    }),
  }

  override async run(): Promise<InstalledPack[]> {
    const { args, flags } = await this.parse(PackUpdate)
    const repository = await readWorkplace(flags)
    const update = args.pack ?? repository.packs
    const { version } = this.config
    const { onWarning, options } = this
    const packs = await installPacks(repository, { ...options, onWarning, version, update })
    this.log(renderInstalled(packs))
    if (packs.some(({ state }) => state === 'updated')) {
      this.tellBeside('See what differs, and take it up, with: ays actor update')
    }
    return packs
  }
}
