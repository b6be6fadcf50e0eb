import { AysError } from '@ays/core'
import { migrateStore, type TransferReport } from '@ays/engine'
import { Flags } from '@oclif/core'
import { CareCommand } from '../../care-command.ts'

export default class StoreMigrate extends CareCommand {
  static override readonly summary = 'Move the repository into another store'
  static override readonly description = `Copies everything, compares both stores by their digests, and only then changes the line "store:" of
ays.yaml. The store of now is only read and stays as it is. Interrupted, the same command goes on where it was.
Plans that were saved before are void afterwards. Stop the daemon and everything else that works with the repository first.`
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --to redis://localhost',
    '<%= config.bin %> <%= command.id %> --to level:.ays/db --force',
  ]
  static override readonly flags = {
    to: Flags.string({
      required: true,
      helpValue: 'URL',
      summary: 'The new store, as ays.yaml writes it',
    }),
    force: Flags.boolean({
      summary: 'Also when this repository is in it already: all of that is replaced',
    }),
  }

  override async run(): Promise<TransferReport> {
    const { flags } = await this.parse(StoreMigrate)
    if (flags.store !== undefined) {
      throw new AysError('AYS_USAGE', 'what is moved is the store that ays.yaml names', {
        hint: 'Leave out --store.',
      })
    }
    const { repository, codec, store } = await this.openStore(flags)
    const { to, force } = flags
    if (to === repository.store) {
      throw new AysError('AYS_USAGE', 'the repository is in this store already')
    }
    const target = await this.storeAt(to, repository)
    const report = await this.withProgress((options) =>
      migrateStore({ repository, codec, source: store, target, to, force, ...options }),
    )
    this.logContents(report)
    this.log('\nays.yaml names the new store now; the old one is as it was. Saved plans are void.')
    return report
  }
}
